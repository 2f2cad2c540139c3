import { keeping } from "../../relay/deadline";
import {
  InvalidInputError,
  PayloadTooLargeError,
  ProviderUnreachableError,
  UnsupportedMediaTypeError,
} from "../../relay/errors";
import type { JsonObject } from "../../relay/json";
import type { Outcome } from "../../relay/outcome";
import { findSent } from "../../twilio/find-sent";
import { lastingPart } from "../../twilio/lasting-part";
import { mapMessageResource } from "../../twilio/mapper";
import { parseSendParameters, toForm } from "../../twilio/send-parameters";
import type { Answer } from "../answer";
import { requireBearer } from "../bearer";
import { deliverUpdate } from "../deliver-update";
import { DELIVERY_SETTINGS } from "../delivery-tools";
import { outcomeFields } from "../outcome-fields";
import { publicUrls, URL_SETTINGS } from "../public-urls";
import { noteError } from "../note-error";
import type { RelayRequest } from "../request";
import { sendIdentity } from "../send-identity";
import { sendOnce, sendPlainly, type Sending } from "../send-once";
import type { Route, Visit } from "../route";
import { twilioFor } from "../twilio";
import { TWILIO_STATUS_PATH } from "./twilio-status";

const needs = ["RELAY_API_KEY", ...DELIVERY_SETTINGS, ...URL_SETTINGS] as const;
type SendVisit = Visit<(typeof needs)[number]>;

/** The platform's own limit: https://www.twilio.com/docs/serverless/functions-assets/functions/invocation */
const MOST_BYTES = 1_000_000;

/** A Function gets no other body. */
const READABLE = /^application\/(json|x-www-form-urlencoded) *(;|$)/i;

/** What stays for bringing the Message to Insights when Twilio takes its time. */
const INSIGHTS_RESERVE_MS = 2_500;

/** With less than this, a message would more likely be sent without an answer than with one. */
const SHORTEST_SEND_MS = 500;

/**
 * Twilio tries five times, on any failure. By default it gives up after one connection failure:
 * https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
 */
const CALLBACK_OVERRIDES = "#rc=5&rp=all";

/** Sends a message and forwards what the provider returns to Insights. */
export const send: Route<(typeof needs)[number]> = {
  name: "send",
  budgetMs: 8_000,
  needs,
  async answer(visit: SendVisit) {
    requireBearer(visit.request.header("authorization"), visit.settings.RELAY_API_KEY);
    requireReadableBody(visit.request);
    const { provider = "twilio", ...parameters } = visit.request.parameters;
    if (provider !== "twilio") {
      throw new InvalidInputError("The message was not sent", [
        { path: "provider", message: 'Expected "twilio"' },
      ]);
    }
    return sendByTwilio(parameters, visit);
  },
};

function requireReadableBody({ header }: RelayRequest): void {
  const type = header("content-type");
  if (typeof type !== "string" || !READABLE.test(type)) {
    throw new UnsupportedMediaTypeError(
      "Send the message as application/json or application/x-www-form-urlencoded; a Function sees no other body.",
    );
  }
  if (Number(header("content-length")) > MOST_BYTES) {
    throw new PayloadTooLargeError(`The body may have ${MOST_BYTES} bytes at most.`);
  }
}

async function sendByTwilio(parameters: Record<string, unknown>, visit: SendVisit): Promise<Answer> {
  const { settings, instance, deadline, request } = visit;
  const message = parseSendParameters(parameters);
  const [statusUrl] = publicUrls(TWILIO_STATUS_PATH, settings);
  const twilio = twilioFor(settings, instance.http);
  const sending: Sending = {
    send() {
      const timeoutMs = keeping(INSIGHTS_RESERVE_MS, deadline).remainingMs();
      if (timeoutMs < SHORTEST_SEND_MS) throw noTimeToSend();
      const form = toForm(message, statusUrl + CALLBACK_OVERRIDES);
      return twilioFor(settings, instance.httpOnce).createMessage(form, timeoutMs);
    },
    forward: async (resource) => outcomeFields(await forward(resource, visit)),
    fetch: async (id) => (await twilio.fetchMessage(id, deadline.remainingMs())).resource,
    find: async (since) =>
      findSent(await twilio.latestMessagesTo(message.to, deadline.remainingMs()), message, since),
  };
  const key = request.header("idempotency-key");
  if (key === undefined) return sendPlainly(sending);
  const identity = sendIdentity(key, message, settings.RELAY_API_KEY);
  return sendOnce(identity, sending, instance.openStore(settings, deadline), instance);
}

function noTimeToSend(): ProviderUnreachableError {
  return new ProviderUnreachableError(
    "The store of Idempotency-Keys took all the time; nothing was sent. Try again.",
    { details: { provider: "twilio" } },
  );
}

/**
 * Status callbacks may overtake this post, on any instance, so the Message is looked at again after it. Never throws: the
 * message is sent, and the caller has to hear it, however Insights fares.
 */
async function forward(resource: JsonObject, { settings, instance, deadline }: SendVisit): Promise<Outcome> {
  const bring = (message: JsonObject) => {
    const { update } = mapMessageResource(message);
    return deliverUpdate(update, deadline, settings, instance, { lookAgain: true });
  };
  try {
    const outcome = await bring(resource);
    if (outcome.outcome !== "superseded") return outcome;
    // A status callback was faster. Insights still lacks what only the whole Message says, so it gets the present one; and
    // where Twilio's REST API is behind the callback, what a Message says for good.
    const twilio = twilioFor(settings, instance.http);
    const { resource: current } = await twilio.fetchMessage(String(resource.sid), deadline.remainingMs());
    const again = await bring(current);
    if (again.outcome !== "superseded") return again;
    const lasting = lastingPart(mapMessageResource(resource).update);
    return await deliverUpdate(lasting, deadline, settings, instance);
  } catch (error) {
    noteError("send", error, instance);
    return { outcome: "failed", attempts: 0, reason: "provider_unavailable" };
  }
}

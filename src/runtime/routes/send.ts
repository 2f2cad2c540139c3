import { keeping } from "../../relay/deadline";
import { InvalidInputError, PayloadTooLargeError, UnsupportedMediaTypeError } from "../../relay/errors";
import type { JsonObject } from "../../relay/json";
import type { Outcome } from "../../relay/outcome";
import { lastingPart } from "../../twilio/lasting-part";
import { mapMessageResource } from "../../twilio/mapper";
import { parseSendParameters, toForm } from "../../twilio/send-parameters";
import type { Answer } from "../answer";
import { requireBearer } from "../bearer";
import { DELIVERY_SETTINGS, deliverUpdate } from "../deliver-update";
import { outcomeFields } from "../outcome-fields";
import { publicUrls, URL_SETTINGS } from "../public-urls";
import { noteError } from "../note-error";
import type { RelayRequest } from "../request";
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
  if (header("idempotency-key") !== undefined) {
    throw new InvalidInputError("The message was not sent", [
      {
        path: "Idempotency-Key",
        message: "This version keeps no record of sends, so it cannot keep this promise",
      },
    ]);
  }
}

async function sendByTwilio(parameters: Record<string, unknown>, visit: SendVisit): Promise<Answer> {
  const { settings, instance, deadline } = visit;
  const [statusUrl] = publicUrls(TWILIO_STATUS_PATH, settings);
  const form = toForm(parseSendParameters(parameters), statusUrl + CALLBACK_OVERRIDES);
  const sendDeadline = keeping(INSIGHTS_RESERVE_MS, deadline);
  const { resource, text } = await twilioFor(settings, instance.httpOnce).createMessage(
    form,
    sendDeadline.remainingMs(),
  );

  const outcome = await forward(resource, visit);
  // Twilio's own text, not a copy of it: what the caller gets is byte for byte what Twilio said.
  const body = `{"message":${text},"insights":${JSON.stringify(outcomeFields(outcome))}}`;
  return { status: 201, contentType: "application/json", body };
}

/** Never throws: the message is sent, and the caller has to hear it, however Insights fares. */
async function forward(resource: JsonObject, { settings, instance, deadline }: SendVisit): Promise<Outcome> {
  try {
    const { update } = mapMessageResource(resource);
    const outcome = await deliverUpdate(update, deadline, settings, instance);
    if (outcome.outcome !== "superseded") return outcome;
    // A status callback was faster. Insights still lacks what only the whole Message says, so it gets the present one; and
    // where Twilio's REST API is behind the callback, what a Message says for good.
    const twilio = twilioFor(settings, instance.http);
    const { resource: current } = await twilio.fetchMessage(update.key.id, deadline.remainingMs());
    const again = await deliverUpdate(mapMessageResource(current).update, deadline, settings, instance);
    return again.outcome === "superseded"
      ? await deliverUpdate(lastingPart(update), deadline, settings, instance)
      : again;
  } catch (error) {
    noteError("send", error, instance);
    return { outcome: "failed", attempts: 0, reason: "provider_unavailable" };
  }
}

import { InvalidInputError, PayloadTooLargeError, UnsupportedMediaTypeError } from "../../relay/errors";
import { requireBearer } from "../bearer";
import type { RelayRequest } from "../request";
import type { Route } from "../route";
import { sendIdentity } from "../send-identity";
import { sendOnce, sendPlainly } from "../send-once";
import { SEND_SETTINGS, type Sender } from "../senders/sender";
import { sendByTelerivet } from "../senders/telerivet";
import { sendByTwilio } from "../senders/twilio";
import { sendByVolt } from "../senders/volt";
import { telerivetReader } from "../telerivet";
import { twilioReader } from "../twilio";
import { voltReader } from "../volt";

/** The platform's own limit: https://www.twilio.com/docs/serverless/functions-assets/functions/invocation */
const MOST_BYTES = 1_000_000;

/** A Function gets no other body. */
const READABLE = /^application\/(json|x-www-form-urlencoded) *(;|$)/i;

const SENDERS = new Map<unknown, Sender>([
  ["twilio", sendByTwilio],
  ["telerivet", sendByTelerivet],
  ["volt", sendByVolt],
]);

/** Sends a message and forwards what the provider returns to Insights. */
export const send: Route<(typeof SEND_SETTINGS)[number]> = {
  name: "send",
  budgetMs: 8_000,
  needs: SEND_SETTINGS,
  readers: { telerivet: telerivetReader, twilio: twilioReader, volt: voltReader },
  async answer(visit) {
    const { request, settings, instance, deadline } = visit;
    requireBearer(request.header("authorization"), settings.RELAY_API_KEY);
    requireReadableBody(request);
    const { provider = "twilio", ...parameters } = request.parameters;
    const sending = senderOf(provider)(parameters, visit);
    const key = request.header("idempotency-key");
    if (key === undefined) return sendPlainly(sending, instance);
    const identity = sendIdentity(key, { provider, ...sending.message }, settings.RELAY_API_KEY);
    return sendOnce(identity, sending, instance.openStore(settings, deadline), instance);
  },
};

function senderOf(provider: unknown): Sender {
  const sender = SENDERS.get(provider);
  if (sender !== undefined) return sender;
  const names = [...SENDERS.keys()].map((name) => `"${String(name)}"`).join(", ");
  throw new InvalidInputError("The message was not sent", [
    { path: "provider", message: `Expected one of ${names}` },
  ]);
}

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

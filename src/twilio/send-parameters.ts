import * as z from "zod/mini";
import { isJsonObject, parseJson, type JsonObject } from "../relay/json";
import { parseSend } from "../relay/parse-send";
import { flag, text, texts, whole } from "../relay/send-fields";

const mediaUrls = texts(z.maxLength(10));
const jsonText = text.check(
  z.refine((value) => isJsonObject(parseJson(value)), "Expected a JSON object, as text"),
);

/**
 * What POST /send takes for Twilio: twilio-node's names for `messages.create`, and `tags`, which the REST API knows and the
 * SDK does not. https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource
 */
const parameters = z.strictObject({
  to: text,
  from: z.optional(text),
  messagingServiceSid: z.optional(text),
  fallbackFrom: z.optional(text),
  body: z.optional(text),
  mediaUrl: z.optional(mediaUrls),
  contentSid: z.optional(text),
  contentVariables: z.optional(jsonText),
  persistentAction: z.optional(mediaUrls),
  scheduleType: z.optional(text),
  sendAt: z.optional(z.iso.datetime({ offset: true })),
  /** Seconds. */
  validityPeriod: z.optional(whole(1, 36_000)),
  shortenUrls: z.optional(flag),
  sendAsMms: z.optional(flag),
  smartEncoded: z.optional(flag),
  provideFeedback: z.optional(flag),
  forceDelivery: z.optional(flag),
  attempt: z.optional(whole(1, 1_000)),
  contentRetention: z.optional(text),
  addressRetention: z.optional(text),
  trafficType: z.optional(text),
  riskCheck: z.optional(text),
  messageIntent: z.optional(text),
  tags: z.optional(jsonText),
});

export type SendParameters = z.output<typeof parameters>;

/** Names that Twilio knows and the relay does not take, and why. */
const REFUSED: Readonly<Record<string, string>> = {
  statusCallback: "Set by the relay itself, so that every status of the message reaches Insights",
  applicationSid: "Its only effect is another status callback, and the relay's own must not be replaced",
  maxPrice: "Has had no effect at Twilio since 2024-06-03",
};

/** Of each of these, a message needs at least one. */
const ONE_OF: readonly (readonly string[])[] = [
  ["from", "messagingServiceSid"],
  ["body", "mediaUrl", "contentSid"],
];

/** @throws InvalidInputError with every problem at once */
export function parseSendParameters(request: JsonObject): SendParameters {
  return parseSend(parameters, request, { oneOf: ONE_OF, refused: REFUSED });
}

/** The REST API's form: `mediaUrl` is `MediaUrl`, lists repeat their name, times are UTC to the second. */
export function toForm({ sendAt, ...parameters }: SendParameters, statusCallback: string): URLSearchParams {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const one of [value].flat()) form.append(wireName(name), String(one));
  }
  if (sendAt !== undefined) form.append("SendAt", new Date(sendAt).toISOString().replace(/\.\d+Z$/, "Z"));
  form.append("StatusCallback", statusCallback);
  return form;
}

function wireName(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

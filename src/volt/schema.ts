import * as z from "zod/mini";

/** What may be missing, and is read as missing where it has another type than documented. */
const text = z.catch(z.nullish(z.string()), undefined);
const number = z.catch(z.nullish(z.number()), undefined);
const numberOrText = z.catch(z.nullish(z.union([z.number(), z.string()])), undefined);
/** ISO 8601, or epoch seconds. */
const time = numberOrText;

/**
 * A message webhook's `payload`. Volt adds fields without notice; they pass through.
 * https://simonsays.atlassian.net/wiki/spaces/VAPI/blog/2022/06/24/6651985
 */
const payload = z.looseObject({
  event_type: z.string().check(z.minLength(1)),
  /** On every event of a message, and the same on all of them. */
  message_app_id: text,
  /** `rf_…`; null on messages that came in. */
  id: text,
  to_number: text,
  from_number: text,
  direction: text,
  status: text,
  text,
  type: text,
  parts: number,
  encoding: text,
  /** The form of an element is not documented. */
  media: z.catch(z.nullish(z.array(z.unknown())), undefined),
  sent_at: time,
  received_at: time,
  completed_at: time,
  occurred_at: time,
  valid_until: time,
  messaging_profile_id: text,
  /** Volt's own code; the provider's are another numbering. */
  error_code: numberOrText,
  provider_error_code: numberOrText,
  provider_error_title: text,
  provider_error_detail: text,
  carrier_name: text,
});

export type WebhookPayload = z.output<typeof payload>;

/** `{ type: "messaging", id: "rfw_…", payload: {…}, time: 1649370064 }`: `time` is in seconds. */
export const webhook = z.looseObject({ type: text, id: text, time, payload });

export type Webhook = z.output<typeof webhook>;

/** A Message of the GraphQL API: https://docs.textvolt.com/v1.0/ */
export const messageResource = z.looseObject({
  id: z.string().check(z.minLength(1)),
  legacyId: text,
  toNumber: text,
  fromNumber: text,
  status: text,
  statusDescription: text,
  media: z.catch(z.nullish(z.array(z.unknown())), undefined),
  body: text,
  sentAt: time,
  confirmedAt: time,
  errorCode: numberOrText,
});

/** A webhook that is registered at Volt. */
export const registeredWebhook = z.looseObject({
  id: z.string().check(z.minLength(1)),
  url: z.string(),
  createdAt: text,
  lastUpdatedAt: text,
});

/** https://spec.graphql.org/October2021/#sec-Errors.Error-result-format */
export const graphqlError = z.looseObject({
  message: text,
  path: z.catch(z.nullish(z.array(z.unknown())), undefined),
  extensions: z.catch(z.nullish(z.looseObject({ code: text })), undefined),
});

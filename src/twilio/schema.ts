import * as z from "zod/mini";

// Lazy, all of them: a function needs one or two, and what it does not need costs its cold start.

const some = z.string().check(z.minLength(1));

/** A field that may be missing, and that is read as missing where it is not one text (a repeated form key, say). */
const maybe = z.catch(z.optional(z.string()), undefined);
const maybeNull = z.catch(z.nullish(z.string()), undefined);

/**
 * What the relay reads of a status callback. Twilio adds parameters without notice; they pass through.
 * https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks
 */
export const statusCallback = z.lazy(() =>
  z.looseObject({
    sid: some,
    status: some,
    From: maybe,
    To: maybe,
    ErrorCode: maybe,
  }),
);

/** What the relay reads of an incoming message. https://www.twilio.com/docs/messaging/guides/webhook-request */
export const incomingMessage = z.lazy(() =>
  z.looseObject({
    sid: some,
    status: some,
    From: maybe,
    To: maybe,
    Body: maybe,
  }),
);

/** The Message resource in its wire form. https://www.twilio.com/docs/messaging/api/message-resource */
export const messageResource = z.lazy(() =>
  z.looseObject({
    sid: some,
    status: some,
    direction: maybe,
    from: maybeNull,
    to: maybeNull,
    body: maybeNull,
    error_code: z.catch(z.nullish(z.union([z.number(), z.string()])), undefined),
  }),
);

/** The body of a refusal. https://www.twilio.com/docs/usage/twilios-response#exceptions */
export const refusal = z.lazy(() =>
  z.looseObject({
    code: z.catch(z.optional(z.union([z.number(), z.string()])), undefined),
    message: maybe,
    more_info: maybe,
  }),
);

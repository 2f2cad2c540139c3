import type { TwilioError } from "../twilio/answer";

/**
 * Sync's refusals, by https://www.twilio.com/docs/api/errors/<code>. The pages give no statuses. 409, 412, 413 and the
 * 400 of 54008 are what users of the real service report, and so are those messages; the other statuses and messages
 * are unconfirmed.
 */
export const syncErrors = {
  invalidRevision: { code: 54003, message: "Invalid If-Match header", status: 400 },
  tooLarge: { code: 54006, message: "Request entity too large", status: 413 },
  invalidData: {
    code: 54008,
    message: "Invalid request body: the type of one of the attributes is invalid",
    status: 400,
  },
  nothingToChange: {
    code: 54010,
    message: "Expected at least 1 optional parameter, but none were provided",
    status: 400,
  },
  invalidTtl: { code: 54011, message: "Invalid TTL", status: 400 },
  revisionMismatch: {
    code: 54205,
    message: "The revision of the Map Item does not match the expected revision",
    status: 412,
  },
  itemExists: { code: 54208, message: "An Item with given key already exists in the Map", status: 409 },
  invalidKey: { code: 54209, message: "Invalid Map Item key", status: 400 },
  nameExists: { code: 54301, message: "Unique name already exists", status: 409 },
  invalidName: { code: 54302, message: "Invalid unique name", status: 400 },
} as const satisfies Record<string, TwilioError>;

/**
 * No Retry-After goes with it: none is documented.
 * @param what such as `write-map-MP…`, which is what users report; of reads and of the service it is unconfirmed
 */
export const rateLimited = (what: string): TwilioError => ({
  code: 54009,
  message: `Rate limit exceeded for ${what}`,
  status: 429,
});

/** A wrong call of the sandbox's user. The code is the generic one; which one Sync uses is unconfirmed. */
export const invalidParameter = (message: string): TwilioError => ({ code: 20001, message, status: 400 });

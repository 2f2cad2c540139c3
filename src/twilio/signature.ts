import { getExpectedBodyHash, validateRequest } from "twilio/lib/webhooks/webhooks";
import { UnprovenError } from "../relay/errors";
import { jsonForms } from "../relay/json-forms";
import { isFormValue, querySplits } from "./query-splits";

export interface SignedRequest {
  /** The account's primary AuthToken. */
  readonly authToken: string;
  /** The X-Twilio-Signature header, as it came: nothing but one text can be a proof. */
  readonly signature: unknown;
  /** The public URLs of the function, without a query: Twilio signs the one that it was given. */
  readonly urls: readonly string[];
  /** Query and body, merged as Functions hand them over, without `request`. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/**
 * Proves a webhook with a form body, and gives back the body's parameters without the query's.
 * https://www.twilio.com/docs/usage/webhooks/webhooks-security
 *
 * @throws UnprovenError unless the signature is Twilio's for one of the URLs and exactly these parameters
 */
export function proveForm(request: SignedRequest): Readonly<Record<string, unknown>> {
  if (Object.values(request.parameters).every(isFormValue)) {
    for (const { query, body } of querySplits(request.parameters)) {
      if (isSignedFor(request, query, body)) return body;
    }
  }
  throw unproven(request.signature);
}

export interface EventStreamsBody {
  /** The events, whether they came as an array or as a single object. */
  readonly events: readonly unknown[];
  /** True where the body's hash could be reproduced: the events are then proven too, and not only their sender. */
  readonly verified: boolean;
}

/**
 * Proves an Event Streams delivery. Its signature covers the URL alone, which carries the SHA-256 of the body; Functions
 * keep no raw body, so the hash is compared with that of the body written anew. A mismatch is no proof of forgery.
 * https://www.twilio.com/docs/events/webhook-quickstart
 *
 * @throws UnprovenError unless the URL's signature is Twilio's
 */
export function proveEventStreams(request: SignedRequest): EventStreamsBody {
  const hash = request.parameters.bodySHA256;
  for (const { query, body } of querySplits(request.parameters)) {
    if ("bodySHA256" in body || typeof hash !== "string" || !isSignedFor(request, query, {})) continue;
    const readings = readingsOf(body);
    const proven = readings.find((reading) =>
      jsonForms(reading).some((text) => getExpectedBodyHash(text) === hash),
    );
    const [likeliest] = readings;
    const events = proven ?? likeliest;
    return { events: Array.isArray(events) ? events : [events], verified: proven !== undefined };
  }
  throw unproven(request.signature);
}

function isSignedFor(
  { authToken, signature, urls }: SignedRequest,
  query: string,
  body: Record<string, unknown>,
): boolean {
  if (typeof signature !== "string" || signature === "") return false;
  return urls.some((url) =>
    validateRequest(authToken, signature, query === "" ? url : `${url}?${query}`, body),
  );
}

/** A Function's event spreads a JSON array into keys "0", "1", …, and shows an empty array and an empty object alike. */
function readingsOf(body: Readonly<Record<string, unknown>>): readonly [unknown, ...unknown[]] {
  const keys = Object.keys(body);
  if (keys.length === 0) return [[], {}];
  return keys.every((key, index) => key === String(index)) ? [Object.values(body), body] : [body];
}

function unproven(signature: unknown): UnprovenError {
  return new UnprovenError(
    signature === undefined
      ? "The X-Twilio-Signature header is missing. Only Twilio may call this URL."
      : "The X-Twilio-Signature header does not fit this request. Behind a custom domain or a tunnel, set RELAY_BASE_URL to the URL that Twilio calls; check also that AUTH_TOKEN is the account's primary token.",
  );
}

import type { ReceivedRequest } from "../stand-in/stand-in";

/** The parameters of a POST. Anything that is not a form has none for Twilio. */
export function parseForm({ headers, body }: ReceivedRequest): URLSearchParams {
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(headers["content-type"] ?? "");
  return new URLSearchParams(isForm ? body : "");
}

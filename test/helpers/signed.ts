import { createHash } from "node:crypto";
import { getExpectedTwilioSignature } from "twilio/lib/webhooks/webhooks";
import { sandboxAccounts } from "../../src/sandbox/accounts";
import type { FunctionRequest } from "./function-event";
import { DOMAIN } from "./relay";

/** A form webhook, signed as Twilio signs it. */
export function signedForm(
  path: string,
  parameters: Readonly<Record<string, string>>,
  query = "",
): FunctionRequest {
  const url = `https://${DOMAIN}${path}${query === "" ? "" : `?${query}`}`;
  return {
    query,
    form: new URLSearchParams(parameters).toString(),
    headers: { "x-twilio-signature": getExpectedTwilioSignature(sandboxAccounts.authToken, url, parameters) },
  };
}

/** An Event Streams delivery: the given body, or the given text of one. */
export function signedEvents(body: object | string): FunctionRequest {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const query = `bodySHA256=${createHash("sha256").update(text).digest("hex")}`;
  const url = `https://${DOMAIN}/twilio/events?${query}`;
  return {
    query,
    json: JSON.parse(text) as object,
    headers: { "x-twilio-signature": getExpectedTwilioSignature(sandboxAccounts.authToken, url, {}) },
  };
}

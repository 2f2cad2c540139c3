import { createHmac } from "node:crypto";
import { InvalidInputError } from "../relay/errors";
import { isJsonObject } from "../relay/json";
import type { SendIdentity } from "../relay/send-claim";

const LONGEST_KEY = 255;

/**
 * What the store is told of an Idempotency-Key and its request: nothing from which either could be guessed. Parameters are
 * the same in whatever order they come.
 *
 * @throws InvalidInputError where the header is no key
 */
export function sendIdentity(header: unknown, parameters: object, secret: string): SendIdentity {
  if (typeof header !== "string" || header.trim() === "" || header.length > LONGEST_KEY) {
    throw new InvalidInputError("The message was not sent", [
      { path: "Idempotency-Key", message: `Expected one text of 1 to ${LONGEST_KEY} characters` },
    ]);
  }
  return {
    key: digest("key", header, secret),
    fingerprint: digest("request", JSON.stringify(sorted(parameters)), secret),
  };
}

/** The same for objects of the same content, whatever the order of their names. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, sorted(inner)] as const);
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}

function digest(purpose: string, text: string, secret: string): string {
  return createHmac("sha256", secret).update(`${purpose}\n${text}`).digest("hex");
}

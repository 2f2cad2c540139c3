import type { TwilioError } from "../twilio/answer";
import { invalidParameter, syncErrors } from "./sync-errors";

type Refusal = TwilioError | undefined;

/** The real API drops a parameter that it does not know; here a typo is to be seen. */
export function refuseUnknown(given: URLSearchParams, known: readonly string[]): Refusal {
  const unknown = [...given.keys()].find((name) => !known.includes(name));
  return unknown === undefined ? undefined : invalidParameter(`Unknown parameter: ${unknown}`);
}

export function refuseMissing(form: URLSearchParams, required: readonly string[]): Refusal {
  const missing = required.find((name) => !form.has(name));
  if (missing === undefined) return undefined;
  return invalidParameter(`Missing required parameter ${missing} in the post body`);
}

/** The error's page says 256, newer pages 320; the worse is taken: https://www.twilio.com/docs/api/errors/54302 */
export function refuseUniqueName(name: string | null): Refusal {
  if (name === null) return undefined;
  const isValid = name.length >= 1 && name.length <= 256 && !/^[A-Z]{2}[a-f0-9]{32}$/.test(name);
  return isValid ? undefined : syncErrors.invalidName;
}

/**
 * 320 is of https://www.twilio.com/docs/sync/api/map-item-resource; https://www.twilio.com/docs/api/errors/54209 still
 * says 256. Which one holds is unconfirmed.
 */
export function refuseKey(key: string | null): Refusal {
  return key !== null && (key.length < 1 || key.length > 320) ? syncErrors.invalidKey : undefined;
}

const maxDataBytes = 16 * 1024;

export const dataBytes = (data: string | null): number => Buffer.byteLength(data ?? "");

/**
 * "16 KiB of valid JSON serialized to a UTF-8 string" (https://www.twilio.com/docs/sync/limits), measured as it came.
 * That anything but an object is refused is unconfirmed.
 */
export function refuseData(data: string | null): Refusal {
  if (data === null) return undefined;
  if (dataBytes(data) > maxDataBytes) return syncErrors.tooLarge;
  return parseData(data) === undefined ? syncErrors.invalidData : undefined;
}

/** Undefined for what is absent or no JSON object. */
export function parseData(data: string | null): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(data ?? "");
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined; // Not JSON is refused like any other data that is no object.
  }
}

/** "Empty or an integer between 0 and 31 536 000": https://www.twilio.com/docs/api/errors/54011 */
export function refuseTtls(form: URLSearchParams): Refusal {
  const given = ["Ttl", "ItemTtl", "CollectionTtl"].map((name) => form.get(name) ?? "");
  const isValid = (ttl: string) => /^\d*$/.test(ttl) && Number(ttl) <= 31_536_000;
  return given.every(isValid) ? undefined : syncErrors.invalidTtl;
}

/**
 * When what is written now will expire: null for never, which 0 means, undefined if no such parameter is given.
 * @param names the first one given counts: Ttl is only an alias
 */
export function expiryOf(form: URLSearchParams, names: readonly string[], now: number) {
  const ttl = names.map((name) => form.get(name)).find((given) => given !== null);
  if (ttl === undefined) return undefined;
  return Number(ttl) === 0 ? null : now + Number(ttl) * 1000;
}

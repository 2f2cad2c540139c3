/** Volt's codes of what went wrong with a message; they are no HTTP statuses. https://simonsays.atlassian.net/wiki/x/AYDqAg */
const MEANINGS: ReadonlyMap<string, string> = new Map([
  ["101", "account temporarily disabled"],
  ["102", "feature not enabled on account"],
  ["103", 'invalid "from" number'],
  ["104", "account temporarily blocked"],
  ["199", "account permanently disabled"],
  ["401", "invalid message body"],
  ["402", 'invalid "to" number'],
  ["403", "invalid combination of arguments"],
  ["406", "invalid message type"],
  ["407", "invalid media type"],
  ["501", "destination not routable"],
  ["503", "recipient opted out or on a do-not-contact list"],
  ["601", "messaging rate limit exceeded (Volt)"],
  ["602", "API rate limit exceeded (Volt)"],
  ["603", "AT&T sending limit exceeded, temporary"],
  ["701", "blocked as spam, permanent (Volt)"],
  ["702", "blocked as spam downstream, temporary"],
  ["703", "blocked as spam downstream, permanent"],
  ["704", "rejected by destination carrier"],
  ["705", "blocked as spam, temporary (Volt)"],
  ["706", "undeliverable, possibly blocked as spam by the carrier"],
  ["801", "temporarily rejected by destination carrier, unspecified"],
  ["802", "expired, handset possibly out of range"],
  ["803", "expired, message centre possibly overloaded"],
  ["804", "downstream provider unavailable"],
  ["901", "internal Volt error"],
]);

const GROUPS: ReadonlyMap<string, string> = new Map([
  ["1", "account"],
  ["4", "invalid request"],
  ["5", "number"],
  ["6", "volume"],
  ["7", "content or spam"],
  ["8", "carrier or handset"],
  ["9", "Volt"],
]);

/**
 * What a message's `error_code` means: "702" is "blocked as spam downstream, temporary". Of a code that is not known, its group
 * is named where there is one; undefined otherwise. `provider_error_code` is numbered in another way.
 */
export function voltErrorMeaning(code: string | number): string | undefined {
  const text = String(code);
  const group = /^\d{3}$/.test(text) ? GROUPS.get(text.charAt(0)) : undefined;
  return MEANINGS.get(text) ?? (group === undefined ? undefined : `unknown error (${group})`);
}

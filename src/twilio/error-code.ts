/**
 * An error code as the Message resource has it: an integer. Twilio's callbacks carry it as text, its events as either.
 * What is not all digits stays as it is; undefined where there is none.
 * https://www.twilio.com/docs/messaging/api/message-resource
 */
export function errorCode(value: unknown): number | string | undefined {
  if (typeof value === "number") return value;
  if (typeof value !== "string" || value === "") return undefined;
  return /^\d{1,15}$/.test(value) ? Number(value) : value;
}

import type { InsightsUpdate } from "../relay/update";

/** What a Message says only until its next status. https://www.twilio.com/docs/messaging/api/message-resource */
export const PASSING_FIELDS: readonly string[] = [
  ...["status", "error_code", "error_message", "price", "price_unit"],
  ...["date_sent", "date_updated"],
];

/** A whole Message without what its status changes: it can be posted after any later status, and takes nothing back. */
export function lastingPart(update: InsightsUpdate): InsightsUpdate {
  const lasting = Object.entries(update.payload).filter(
    ([name, value]) => !PASSING_FIELDS.includes(name) && value !== null,
  );
  return { ...update, status: undefined, payload: Object.fromEntries(lasting) };
}

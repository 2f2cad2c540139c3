import type { InsightsUpdate } from "../relay/update";

/** What a Message says only until its next status. https://www.twilio.com/docs/messaging/api/message-resource */
const PASSING_FIELDS = new Set([
  ...["status", "error_code", "error_message", "price", "price_unit"],
  ...["date_sent", "date_updated"],
]);

/** A whole Message without what its status changes: it can be posted after any later status, and takes nothing back. */
export function lastingPart(update: InsightsUpdate): InsightsUpdate {
  const lasting = Object.entries(update.payload).filter(([name]) => !PASSING_FIELDS.has(name));
  return { ...update, status: undefined, payload: Object.fromEntries(lasting) };
}

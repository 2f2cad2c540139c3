import { canFollow } from "../twilio/message-status";

/** What a status usually has behind it. */
const USUALLY_AFTER: Readonly<Record<string, string>> = {
  delivered: "sent",
  undelivered: "sent",
  read: "delivered",
};

/**
 * Says what is odd about a status that is reported now: `again`, `late, after delivered`, `early, before sent`. Empty
 * where it comes in its turn.
 *
 * @param reported the statuses that were reported of this message before
 */
export function oddityOf(status: string, reported: readonly string[]): string {
  if (reported.includes(status)) return "again";
  const later = reported.find((earlier) => canFollow(status, earlier));
  if (later !== undefined) return `late, after ${later}`;
  const skipped = USUALLY_AFTER[status];
  return skipped === undefined || reported.includes(skipped) ? "" : `early, before ${skipped}`;
}

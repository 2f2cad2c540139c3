/**
 * How far along its way a message with this status is. A later status never gives way to an earlier one.
 *
 * Order of Twilio's statuses: https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks
 */
const RANKS = new Map([
  ["queued", 0],
  ["accepted", 0],
  ["scheduled", 0],
  ["receiving", 0],
  ["sending", 1],
  ["sent", 2],
  ["delivered", 3],
  ["partially_delivered", 3],
  ["undelivered", 3],
  ["failed", 3],
  ["canceled", 3],
  ["received", 3],
  ["read", 4],
]);

/** A status nobody has told us of never overrules a final one, and is never held back by one that is not final. */
const UNKNOWN_RANK = 2;

export function statusRank(status: string): number {
  return RANKS.get(status.toLowerCase()) ?? UNKNOWN_RANK;
}

/** A message's way, forwards only: https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks */
const stages: Record<string, number> = {
  accepted: 0,
  scheduled: 0,
  queued: 1,
  sending: 2,
  sent: 3,
  delivered: 4,
  undelivered: 4,
  failed: 4,
  canceled: 4,
  read: 5,
};

/** The same stage again is a step only for the same status: delivered does not become undelivered. */
export function canFollow(status: string, next: string): boolean {
  const from = stages[status];
  const to = stages[next];
  return from !== undefined && to !== undefined && (to > from || status === next);
}

export const isUnsuccessful = (status: string) => status === "failed" || status === "undelivered";

const errorMessages: Record<number, string> = {
  30003: "Unreachable destination handset",
  30005: "Unknown destination handset",
  30006: "Landline or unreachable carrier",
  30007: "Message filtered",
  30008: "Unknown error",
};

/** https://www.twilio.com/docs/api/errors#3-anchor */
export const errorMessage = (code: number) => errorMessages[code] ?? `Error ${code}`;

export const usualErrorCode = (status: string) => (status === "undelivered" ? 30003 : 30008);

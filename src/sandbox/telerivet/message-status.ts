import { statuses } from "./vocabulary";

/**
 * Where a message may go from a status. Queued again is what a resend makes of it; a message whose sending was
 * given up, or that has arrived, goes nowhere else: https://telerivet.com/api/webhook
 */
const successors: Record<string, readonly string[]> = {
  queued: ["sent", "failed", "failed_queued", "cancelled"],
  failed_queued: ["queued", "sent", "failed", "failed_queued", "cancelled"],
  sent: ["delivered", "not_delivered", "failed", "read"],
  failed: ["queued"],
  cancelled: ["queued"],
  delivered: ["read"],
  processing: ["received", "ignored"],
};

/** The list of statuses is open: one that is not documented may come at any time, and anything may follow it. */
export const canFollow = (status: string, next: string) =>
  !isKnown(status) || !isKnown(next) || (successors[status]?.includes(next) ?? false);

const isKnown = (status: string) => statuses.some((known) => known === status);

export const isAttempt = (status: string) => ["sent", "failed", "failed_queued"].includes(status);

/** A resend gives back the same message; of any other status it makes a new one. */
export const isResentAsItself = (status: string) =>
  ["queued", "failed_queued", "retrying", "failed", "cancelled"].includes(status);

export const isCancellable = (status: string) =>
  ["queued", "failed_queued", "retrying", "cancelled"].includes(status);

import { canFollow } from "../twilio/message-status";

/** What is usual among the statuses of a provider. */
export interface UsualOrder {
  /** What a status usually has behind it. */
  readonly usuallyAfter: Readonly<Record<string, string>>;
  /** Whether the second may still come after the first. */
  readonly canFollow: (status: string, next: string) => boolean;
}

const TWILIO: UsualOrder = {
  usuallyAfter: { delivered: "sent", undelivered: "sent", read: "delivered" },
  canFollow,
};

/** For a provider of which it is only known how far along each status is. */
export function usualOrder({
  usuallyAfter,
  ranks,
}: Pick<UsualOrder, "usuallyAfter"> & { readonly ranks: Readonly<Record<string, number>> }): UsualOrder {
  return { usuallyAfter, canFollow: (status, next) => (ranks[status] ?? 0) < (ranks[next] ?? 0) };
}

/**
 * Says what is odd about a status that is reported now: `again`, `late, after delivered`, `early, before sent`. Empty
 * where it comes in its turn.
 *
 * @param reported the statuses that were reported of this message before
 */
export function oddityOf(
  status: string,
  reported: readonly string[],
  { usuallyAfter, canFollow: mayFollow }: UsualOrder = TWILIO,
): string {
  if (reported.includes(status)) return "again";
  const later = reported.find((earlier) => mayFollow(status, earlier));
  if (later !== undefined) return `late, after ${later}`;
  const skipped = usuallyAfter[status];
  return skipped === undefined || reported.includes(skipped) ? "" : `early, before ${skipped}`;
}

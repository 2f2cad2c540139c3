import { statusRank } from "./status-rank";
import type { InsightsUpdate } from "./update";

/** What tells which of two states of one message is the later one. */
export type Standing = Pick<InsightsUpdate, "status" | "asOf">;

/**
 * Whether one state of a message is older than another. The provider's own time decides where both have one; status rank
 * decides where one has none, or where they are equal: providers count whole seconds.
 */
export function isOlder(one: Standing, other: Standing): boolean {
  if (one.asOf !== undefined && other.asOf !== undefined && one.asOf !== other.asOf) {
    return one.asOf < other.asOf;
  }
  return rankOf(one) < rankOf(other);
}

function rankOf({ status }: Standing): number {
  return status === undefined ? 0 : statusRank(status);
}

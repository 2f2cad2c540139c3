import { statusRank } from "./status-rank";
import { nameOf, type InsightsUpdate } from "./update";

/** Remembers how far each message has got in Insights, as far as this instance has brought it there. */
export interface RankGuard {
  /** False when a later status of the same message has already been delivered. */
  allows(update: InsightsUpdate): boolean;
  delivered(update: InsightsUpdate): void;
}

/** Some 150 bytes an entry: 10,000 messages cost an instance about 1.5 MB. */
const DEFAULT_CAPACITY = 10_000;

export function createRankGuard(capacity = DEFAULT_CAPACITY): RankGuard {
  const ranks = new Map<string, number>();
  return {
    allows: ({ key, status }) => status === undefined || statusRank(status) >= (ranks.get(nameOf(key)) ?? 0),
    delivered({ key, status }) {
      if (status === undefined) return;
      const name = nameOf(key);
      const rank = Math.max(statusRank(status), ranks.get(name) ?? 0);
      // A Map keeps its order of insertion: taking the entry out first makes the oldest entry the one untouched longest.
      ranks.delete(name);
      ranks.set(name, rank);
      const [oldest] = ranks.keys();
      if (ranks.size > capacity && oldest !== undefined) ranks.delete(oldest);
    },
  };
}

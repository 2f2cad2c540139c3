import { isOlder, type Standing } from "./standing";
import { nameOf, type InsightsUpdate } from "./update";

/** Remembers how far each message has got in Insights, as far as this instance has brought it there. */
export interface RankGuard {
  /**
   * False when a later state of the same message has already been delivered, or when the provider has changed something
   * else since: a status that is there already does not come true once more by a click on a link.
   *
   * @param repeatable true where a status that is there already may be posted once more
   */
  allows(update: InsightsUpdate, repeatable?: boolean): boolean;
  /** Takes note of what Insights has now. What is older than that changes nothing. */
  delivered(update: InsightsUpdate): void;
}

/** Some 200 bytes an entry: 10,000 messages cost an instance about 2 MB. */
const DEFAULT_CAPACITY = 10_000;

export function createRankGuard(capacity = DEFAULT_CAPACITY): RankGuard {
  const standings = new Map<string, Standing>();
  return {
    allows(update, repeatable = false) {
      const known = standings.get(nameOf(update.key));
      if (update.status === undefined || known === undefined) return true;
      return !isOlder(update, known) && (repeatable || !isSameStatusLater(update, known));
    },
    delivered(update) {
      if (update.status === undefined) return;
      const name = nameOf(update.key);
      const known = standings.get(name);
      const standing = known !== undefined && isOlder(update, known) ? known : standingOf(update, known);
      // A Map keeps its order of insertion: taking the entry out first makes the oldest entry the one untouched longest.
      standings.delete(name);
      standings.set(name, standing);
      const [oldest] = standings.keys();
      if (standings.size > capacity && oldest !== undefined) standings.delete(oldest);
    },
  };
}

/** Only with the provider's time can a later report of one status be told from the same report once more. */
function isSameStatusLater(update: Standing, known: Standing): boolean {
  return update.status === known.status && isLater(update.asOf, known.asOf);
}

function isLater(one: number | undefined, other: number | undefined): boolean {
  return one !== undefined && other !== undefined && one > other;
}

/** A state without a time of its own is not older than what came before it. */
function standingOf({ status, asOf }: Standing, known: Standing | undefined): Standing {
  const latest = asOf ?? known?.asOf;
  return latest === undefined ? { status } : { status, asOf: latest };
}

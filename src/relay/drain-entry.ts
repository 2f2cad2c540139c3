import { bury } from "./bury";
import { keeping, type Deadline } from "./deadline";
import { deliver, type DeliveryTools } from "./deliver";
import { MessageNotFoundError, RelayError } from "./errors";
import { ENTRY_TTL_SECONDS, entryData, OUTBOX, type DeathReason, type OutboxEntry } from "./outbox-entry";
import type { DeliveryOutcome, Reason } from "./outcome";
import type { RecordStore, StoredRecord } from "./record-store";
import type { Truth } from "./reread";
import type { InsightsUpdate, MessageKey } from "./update";
import type { Waiting } from "./waiting";

export interface DrainTools extends DeliveryTools {
  readonly store: RecordStore;
  readonly truth: Truth;
  readonly now: () => number;
  readonly waiting: Waiting;
}

/**
 * `insights_down` and `provider_down` tell the drain to stop, or to leave this provider's other messages alone: what befell
 * this entry would befall them, too.
 */
export type DrainStep =
  "delivered" | "deferred" | "insights_down" | "provider_down" | "dead" | "taken_by_another";

/** An entry takes a few round trips; one that is begun with less time than this would only be left half done. */
export const SHORTEST_STEP_MS = 2_000;
/** While one drain works on an entry, others leave it alone this long. */
const LEASE_MS = 60_000;
/** An entry at which so many drains died is no accident. */
const MOST_STRIKES = 5;
const FIRST_PAUSE_MS = 15_000;
const LONGEST_PAUSE_MS = 60 * 60 * 1_000;
const TRUTH_TIMEOUT_MS = 2_000;
/** For saying in the store what became of the entry. */
const STORE_RESERVE_MS = 1_000;

/** Brings the truth of one dirty message to Insights. */
export async function drainEntry(
  record: StoredRecord,
  entry: OutboxEntry,
  deadline: Deadline,
  tools: DrainTools,
): Promise<DrainStep> {
  const { store, now } = tools;
  // Counted before the work: an entry that brings down whoever works on it must not do so for ever.
  const taken: OutboxEntry = {
    ...entry,
    attempts: entry.attempts + 1,
    strikes: entry.strikes + 1,
    due: now() + LEASE_MS,
  };
  const revision = await store.replace(OUTBOX, record, entryData(taken), ENTRY_TTL_SECONDS);
  if (revision === undefined) return "taken_by_another";
  const mine = { ...record, revision };

  if (entry.strikes >= MOST_STRIKES) return endAs("gave_up", taken, mine, tools);
  const outcome = await postTruth(entry, keeping(STORE_RESERVE_MS, deadline), tools);
  const wait = async (reason: Reason) => {
    const waiting = { ...taken, reason, strikes: 0, due: now() + pauseMs(taken.attempts, tools.random) };
    await store.replace(OUTBOX, mine, entryData(waiting), ENTRY_TTL_SECONDS);
  };
  switch (outcome.outcome) {
    case "delivered":
    case "superseded":
      if (outcome.unsettled) {
        await wait("insights_timeout");
        return "deferred";
      }
      // Where this fails, a newer update has come in meanwhile; its entry stays for the next drain.
      await store.remove(OUTBOX, mine);
      return "delivered";
    case "rejected":
      return endAs(outcome.reason, taken, mine, tools);
    case "unknown_at_provider":
      return endAs(outcome.outcome, taken, mine, tools);
    case "failed":
      await wait(outcome.reason);
      return STEP_AFTER[outcome.reason] ?? "insights_down";
  }
}

const STEP_AFTER: { readonly [reason in Reason]?: DrainStep } = {
  out_of_time: "deferred",
  provider_unavailable: "provider_down",
};

type Posted = DeliveryOutcome | { readonly outcome: "unknown_at_provider" };

async function postTruth(key: MessageKey, deadline: Deadline, tools: DrainTools): Promise<Posted> {
  let truth: InsightsUpdate;
  try {
    truth = await tools.truth(key, Math.min(TRUTH_TIMEOUT_MS, deadline.remainingMs()));
  } catch (error) {
    if (error instanceof MessageNotFoundError) return { outcome: "unknown_at_provider" };
    if (error instanceof RelayError)
      return { outcome: "failed", attempts: 0, reason: "provider_unavailable" };
    throw error;
  }
  return deliver(truth, deadline, tools, { lookAgain: true });
}

async function endAs(
  reason: DeathReason,
  entry: OutboxEntry,
  record: StoredRecord,
  { store, now }: DrainTools,
): Promise<DrainStep> {
  await bury({ ...entry, reason, due: now() }, store);
  await store.remove(OUTBOX, record);
  return "dead";
}

/** Doubles with each attempt up to an hour; half of it is chance, so that entries of one outage do not come back at once. */
function pauseMs(attempts: number, random: () => number): number {
  const ceiling = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempts - 1));
  return ceiling / 2 + (random() * ceiling) / 2;
}

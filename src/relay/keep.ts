import { bury } from "./bury";
import { keeping, type Deadline } from "./deadline";
import { defer, FIRST_WAIT_MS } from "./defer";
import { deliver, type DeliverOptions, type DeliveryTools } from "./deliver";
import { StoreUnavailableError } from "./errors";
import type { DeliveryOutcome, Outcome, Reason } from "./outcome";
import { entryKey } from "./outbox-entry";
import type { RecordStore } from "./record-store";
import type { InsightsUpdate, MessageKey } from "./update";
import { remember, type Waiting } from "./waiting";

export interface KeepingTools extends DeliveryTools {
  readonly store: RecordStore;
  readonly now: () => number;
  readonly waiting: Waiting;
}

/** What stays of the budget for the store, which is asked only when Insights has not taken an update. */
const STORE_RESERVE_MS = 1_500;

/**
 * Brings one update to Volt Insights, or keeps the message: in the outbox when it should get there later, among the dead
 * letters when it never will. Only `failed` means that the update is nowhere.
 */
export async function deliverOrKeep(
  update: InsightsUpdate,
  deadline: Deadline,
  tools: KeepingTools,
  options: DeliverOptions = {},
): Promise<Outcome> {
  const outcome = await deliver(update, keeping(STORE_RESERVE_MS, deadline), tools, options);
  try {
    return await keep(update, outcome, tools);
  } catch (error) {
    if (!(error instanceof StoreUnavailableError)) throw error;
    return "reason" in outcome ? { ...outcome, outcome: "failed" } : outcome;
  }
}

async function keep(
  { key }: InsightsUpdate,
  outcome: DeliveryOutcome,
  tools: KeepingTools,
): Promise<Outcome> {
  if (outcome.outcome === "failed") {
    await putOff(key, outcome.reason, tools);
    return { ...outcome, outcome: "deferred" };
  }
  if (outcome.unsettled) await putOff(key, "insights_timeout", tools);
  if (outcome.outcome === "rejected") {
    const { store, now } = tools;
    const { reason, attempts } = outcome;
    await bury({ ...key, reason, attempts, strikes: 0, since: now(), due: now() }, store);
  }
  return outcome;
}

async function putOff(key: MessageKey, reason: Reason, { store, now, waiting }: KeepingTools): Promise<void> {
  await defer(key, reason, store, now);
  remember(waiting, entryKey(key), now() + FIRST_WAIT_MS);
}

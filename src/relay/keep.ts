import { bury } from "./bury";
import { keeping, type Deadline } from "./deadline";
import { defer } from "./defer";
import { deliver, type DeliverOptions, type DeliveryTools } from "./deliver";
import { StoreUnavailableError } from "./errors";
import type { DeliveryOutcome, Outcome } from "./outcome";
import type { RecordStore } from "./record-store";
import type { InsightsUpdate } from "./update";

export interface KeepingTools extends DeliveryTools {
  readonly store: RecordStore;
  readonly now: () => number;
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
  { store, now }: KeepingTools,
): Promise<Outcome> {
  if (outcome.outcome === "failed") {
    await defer(key, outcome.reason, store, now);
    return { ...outcome, outcome: "deferred" };
  }
  if (outcome.unsettled) await defer(key, "insights_timeout", store, now);
  if (outcome.outcome === "rejected") {
    const { reason, attempts } = outcome;
    await bury({ ...key, reason, attempts, strikes: 0, since: now(), due: now() }, store);
  }
  return outcome;
}

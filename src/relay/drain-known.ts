import type { Deadline } from "./deadline";
import { drainEntry, SHORTEST_STEP_MS, type DrainStep, type DrainTools } from "./drain-entry";
import { OUTBOX, providerOf, readEntry } from "./outbox-entry";

/** Of what was not brought to Insights now, another look is taken no sooner than this. */
const NEXT_LOOK_MS = 60_000;

/**
 * Drains some of the messages that this process knows to be waiting, one after the other. Nothing is listed, so any number
 * of instances can do this beside their live traffic; what an ended instance knew is left to the scheduled drain.
 *
 * @param can whether messages of this provider can be read again here
 * @throws StoreUnavailableError
 */
export async function drainKnown(
  most: number,
  can: (provider: string) => boolean,
  deadline: Deadline,
  tools: DrainTools,
): Promise<readonly DrainStep[]> {
  const { waiting, store, now } = tools;
  const due = [...waiting].filter(([key, at]) => at <= now() && can(providerOf(key)));
  const steps: DrainStep[] = [];
  for (const [key] of due.slice(0, most)) {
    if (deadline.remainingMs() < SHORTEST_STEP_MS) break;
    // Another request at this instance, meanwhile, looks at the next.
    waiting.set(key, now() + NEXT_LOOK_MS);
    const record = await store.read(OUTBOX, key);
    const entry = record && readEntry(record);
    if (record === undefined || entry === undefined) {
      waiting.delete(key);
    } else if (entry.due > now()) {
      waiting.set(key, entry.due);
    } else {
      const step = await drainEntry(record, entry, deadline, tools);
      steps.push(step);
      if (step === "delivered" || step === "dead") waiting.delete(key);
      if (step === "insights_down" || step === "provider_down") break;
    }
  }
  return steps;
}

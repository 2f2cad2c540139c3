import { deadlineIn } from "../relay/deadline";
import { drainKnown } from "../relay/drain-known";
import { RelayError } from "../relay/errors";
import { deliveryTools, type DeliveryVisit } from "./delivery-tools";

const MOST_ENTRIES = 5;
const MOST_MS = 3_000;
/** Below this the answer is more urgent. */
const LEAST_LEFT_MS = 4_000;

/** Drains in passing what this instance has deferred, once Insights has shown that it is there again. */
export async function drainALittle(visit: DeliveryVisit): Promise<void> {
  const { deadline } = visit;
  const { now, log, waiting, insights } = visit.instance;
  if (waiting.size === 0 || !insights.takes || deadline.remainingMs() < LEAST_LEFT_MS) return;
  const short = deadlineIn(Math.min(MOST_MS, deadline.remainingMs() - 1_000), now);
  try {
    const can = (provider: string) => Object.hasOwn(visit.readers, provider);
    const steps = await drainKnown(MOST_ENTRIES, can, short, deliveryTools(visit, short));
    if (steps.length > 0) log.info("drained", { in_passing: steps.join(" ") });
  } catch (error) {
    // The request itself has succeeded; the scheduled drain will come.
    if (!(error instanceof RelayError)) throw error;
  }
}

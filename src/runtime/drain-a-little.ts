import { deadlineIn } from "../relay/deadline";
import { drainKnown } from "../relay/drain-known";
import { RelayError } from "../relay/errors";
import { deliveryTools } from "./delivery-tools";
import type { WebhookVisit } from "./twilio-webhook";

const MOST_ENTRIES = 5;
const MOST_MS = 3_000;
/** Below this the answer is more urgent. */
const LEAST_LEFT_MS = 4_000;

/** Drains in passing what this instance has deferred, once Insights has shown that it is there again. */
export async function drainALittle({ settings, instance, deadline }: WebhookVisit): Promise<void> {
  const { now, log, waiting, insights } = instance;
  if (waiting.size === 0 || !insights.takes || deadline.remainingMs() < LEAST_LEFT_MS) return;
  const short = deadlineIn(Math.min(MOST_MS, deadline.remainingMs() - 1_000), now);
  try {
    const steps = await drainKnown(MOST_ENTRIES, short, deliveryTools(settings, instance, short));
    if (steps.length > 0) log.info("drained", { in_passing: steps.join(" ") });
  } catch (error) {
    // The request itself has succeeded; the scheduled drain will come.
    if (!(error instanceof RelayError)) throw error;
  }
}

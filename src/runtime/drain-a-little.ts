import { RelayError } from "../relay/errors";
import { drain } from "../relay/drain";
import { deadlineIn } from "../relay/deadline";
import { SHARDS } from "../twilio/sync-shards";
import { deliveryTools } from "./delivery-tools";
import type { WebhookVisit } from "./twilio-webhook";

const MOST_ENTRIES = 5;
const MOST_PAGES = 2;
const MOST_MS = 3_000;
/** Below this the answer is more urgent. */
const LEAST_LEFT_MS = 4_000;

/**
 * Drains a few keys in passing, after Insights has shown that it is there, and only if this instance has lately deferred
 * something: the store is not touched otherwise. It starts anywhere, so that instances do not all look at the same place.
 */
export async function drainALittle({ settings, instance, deadline }: WebhookVisit): Promise<void> {
  const { now, random, log } = instance;
  const { until, insightsTakes } = instance.outboxHint;
  if (now() > until || !insightsTakes || deadline.remainingMs() < LEAST_LEFT_MS) return;
  const short = deadlineIn(Math.min(MOST_MS, deadline.remainingMs() - 1_000), now);
  const cursor = String(Math.floor(random() * SHARDS));
  try {
    const options = { cursor, most: MOST_ENTRIES, pages: MOST_PAGES };
    const { delivered, dead, deferred } = await drain(
      short,
      deliveryTools(settings, instance, short),
      options,
    );
    if (delivered + dead + deferred > 0) log.info("drained", { delivered, dead, deferred });
  } catch (error) {
    // The request itself has succeeded; the scheduled drain will come.
    if (!(error instanceof RelayError)) throw error;
  }
}

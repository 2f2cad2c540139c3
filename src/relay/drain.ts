import pMap from "p-map";
import type { Deadline } from "./deadline";
import { drainEntry, type DrainTools } from "./drain-entry";
import { StoreUnavailableError } from "./errors";
import { OUTBOX, readEntry, type OutboxEntry } from "./outbox-entry";
import { present } from "./present";
import type { StoredRecord } from "./record-store";

export interface DrainOptions {
  /** Where the last drain ended. */
  readonly cursor?: string;
  /** No more entries than this. @default no limit but the deadline */
  readonly most?: number;
  /** No more pages of the store than this. @default no limit but the deadline */
  readonly pages?: number;
}

export interface DrainResult {
  readonly delivered: number;
  /** Left for later because they could not be delivered now. */
  readonly deferred: number;
  readonly dead: number;
  /** Seen and not taken up: not due yet, or no time left. */
  readonly remaining: number;
  /** Whether the whole outbox, from the cursor on, has been looked at. */
  readonly complete: boolean;
  /** Where to go on; absent where that is the beginning. */
  readonly cursor?: string;
}

export const DRAIN_CONCURRENCY = 20;

/** An entry takes a few round trips; one that is begun with less time than this would only be left half done. */
const SHORTEST_STEP_MS = 2_000;

/**
 * Brings dirty messages to Insights, page by page, until the deadline. The first is a probe: while Insights is down, one
 * post finds out, and the rest is left alone. Any number of drains may run at once, beside live traffic.
 *
 * @throws StoreUnavailableError where the outbox cannot be listed
 */
export async function drain(
  deadline: Deadline,
  tools: DrainTools,
  options: DrainOptions = {},
): Promise<DrainResult> {
  const counts = { delivered: 0, deferred: 0, dead: 0, remaining: 0 };
  let { cursor, most = Number.POSITIVE_INFINITY, pages = Number.POSITIVE_INFINITY } = options;
  let stopped = false;
  let pageRefused = false;
  const mayGoOn = () => !stopped && most > 0 && deadline.remainingMs() > SHORTEST_STEP_MS;

  async function step(record: StoredRecord, entry: OutboxEntry): Promise<void> {
    if (!mayGoOn() || pageRefused) {
      counts.remaining++;
      return;
    }
    most--;
    const what = await drainEntry(record, entry, deadline, tools).catch(refusedByStore);
    if (what === "upstream_down") stopped = true;
    // Pages lie in different maps, each with a rate of its own: where one refuses, the next may not.
    if (what === "store_refuses") pageRefused = true;
    if (what === "delivered" || what === "dead") counts[what]++;
    else if (what === "taken_by_another" || what === "store_refuses") counts.remaining++;
    else counts.deferred++;
  }

  for (let probed = false; ;) {
    const page = await tools.store.list(OUTBOX, cursor);
    pageRefused = false;
    const due: (readonly [StoredRecord, OutboxEntry])[] = [];
    for (const record of page.records) {
      const entry = readEntry(record);
      if (entry !== undefined && entry.due <= tools.now()) due.push([record, entry]);
      else counts.remaining++;
    }
    const [probe, ...rest] = due;
    if (!probed && probe !== undefined) {
      await step(...probe);
      probed = true;
      await pMap(rest, (each) => step(...each), { concurrency: DRAIN_CONCURRENCY });
    } else {
      await pMap(due, (each) => step(...each), { concurrency: DRAIN_CONCURRENCY });
    }
    if (!mayGoOn()) return { ...counts, complete: false, ...present({ cursor }) };
    if (page.next === undefined) return { ...counts, complete: true };
    cursor = page.next;
    if (--pages === 0) return { ...counts, complete: false, cursor };
  }
}

function refusedByStore(error: unknown): "store_refuses" {
  if (error instanceof StoreUnavailableError) return "store_refuses";
  throw error;
}

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

/** Pages lie in different maps of the store, each with a rate of its own: where one refuses, the next may not. */
interface Page {
  refused: boolean;
}
type Due = readonly [record: StoredRecord, entry: OutboxEntry, page: Page];

/**
 * Brings dirty messages to Insights until the deadline, the next page's as soon as there is room for them. The first is a
 * probe: while Insights is down, one post finds out, and the rest is left alone. Any number of drains may run at once,
 * beside live traffic.
 *
 * @throws StoreUnavailableError where the outbox cannot be listed
 */
export async function drain(
  deadline: Deadline,
  tools: DrainTools,
  options: DrainOptions = {},
): Promise<DrainResult> {
  const counts = { delivered: 0, deferred: 0, dead: 0, remaining: 0 };
  const { most = Infinity, pages = Infinity } = options;
  let { cursor } = options;
  let taken = 0;
  let stopped = false;
  let complete = false;
  let failure: unknown;
  let probeIsBack: () => void = () => undefined;
  const probe = new Promise<void>((resolve) => {
    probeIsBack = resolve;
  });
  const mayGoOn = () => !stopped && taken < most && deadline.remainingMs() > SHORTEST_STEP_MS;

  /** Due entries, in the store's order; a page is read only when all entries of the one before are under way. */
  async function* dueEntries(): AsyncGenerator<Due> {
    for (let read = 0; read < pages && mayGoOn(); read++) {
      const { records, next } = await tools.store.list(OUTBOX, cursor);
      const page: Page = { refused: false };
      for (const record of records) {
        const entry = readEntry(record);
        const isDue = entry !== undefined && entry.due <= tools.now();
        if (!isDue || page.refused || !mayGoOn()) {
          counts.remaining++;
          continue;
        }
        taken++;
        yield [record, entry, page];
        if (taken === 1) await probe;
      }
      if (!mayGoOn()) return;
      complete = next === undefined;
      if (next === undefined) return;
      cursor = next;
    }
  }

  /** What is under way is brought to its end whatever fails, or it would be left half done. */
  async function* untilFailure(): AsyncGenerator<Due> {
    try {
      yield* dueEntries();
    } catch (error) {
      failure = error;
    }
  }

  async function step([record, entry, page]: Due): Promise<void> {
    try {
      const what = await drainEntry(record, entry, deadline, tools).catch(refusedByStore);
      if (what === "upstream_down") stopped = true;
      if (what === "store_refuses") page.refused = true;
      if (what === "delivered" || what === "dead") counts[what]++;
      else if (what === "taken_by_another" || what === "store_refuses") counts.remaining++;
      else counts.deferred++;
    } finally {
      probeIsBack();
    }
  }

  await pMap(untilFailure(), step, { concurrency: DRAIN_CONCURRENCY });
  if (failure !== undefined) throw failure;
  return { ...counts, complete, ...(complete ? {} : present({ cursor })) };
}

function refusedByStore(error: unknown): "store_refuses" {
  if (error instanceof StoreUnavailableError) return "store_refuses";
  throw error;
}

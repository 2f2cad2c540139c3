import pMap from "p-map";
import type { Deadline } from "./deadline";
import { drainEntry, SHORTEST_STEP_MS, type DrainStep, type DrainTools } from "./drain-entry";
import { StoreUnavailableError } from "./errors";
import { OUTBOX, readEntry, type OutboxEntry } from "./outbox-entry";
import { present } from "./present";
import type { RecordPage, StoredRecord } from "./record-store";

export interface DrainOptions {
  /** Where the last drain ended. */
  readonly cursor?: string;
  /** Only these entries. */
  readonly keys?: readonly string[];
}

export interface DrainResult {
  readonly delivered: number;
  /** Left for later because they could not be delivered now. */
  readonly deferred: number;
  readonly dead: number;
  /** Seen and not taken up: not due yet, taken up by another drain, its provider is down, or no time left. */
  readonly remaining: number;
  /** Whether all that was asked for has been looked at. */
  readonly complete: boolean;
  /** Where to go on; absent where that is the beginning. */
  readonly cursor?: string;
}

export const DRAIN_CONCURRENCY = 20;

type Due = readonly [StoredRecord, OutboxEntry];
type Step = DrainStep | "store_refuses" | "no_time" | "spared";

/**
 * Brings dirty messages to Insights until the deadline. The first is a probe: while Insights is down, one post finds out,
 * and the rest is left alone. Any number of drains may run at once, beside live traffic.
 *
 * @throws StoreUnavailableError where the outbox cannot be listed at all
 */
export async function drain(
  deadline: Deadline,
  tools: DrainTools,
  { cursor, keys }: DrainOptions = {},
): Promise<DrainResult> {
  const counts = { delivered: 0, deferred: 0, dead: 0, remaining: 0 };
  const at = { cursor, complete: false, stopped: false };
  const providersDown = new Set<string>();
  const mayGoOn = () => !at.stopped && deadline.remainingMs() > SHORTEST_STEP_MS;

  async function* dueEntries(): AsyncGenerator<Due> {
    for (;;) {
      const page = await nextPage();
      if (page === undefined) return;
      for (const record of page.records) {
        const entry = readEntry(record);
        if (entry !== undefined && entry.due <= tools.now()) yield [record, entry];
        else counts.remaining++;
      }
      if (!mayGoOn()) return;
      at.complete = page.next === undefined;
      if (at.complete) return;
      at.cursor = page.next;
    }
  }

  async function nextPage(): Promise<RecordPage | undefined> {
    if (keys !== undefined) return { records: await readAll(keys) };
    try {
      return await tools.store.list(OUTBOX, at.cursor);
    } catch (error) {
      // What has been done so far is worth telling; the next drain goes on here.
      if (!(error instanceof StoreUnavailableError) || at.cursor === cursor) throw error;
      return undefined;
    }
  }

  async function readAll(names: readonly string[]): Promise<StoredRecord[]> {
    const found = await pMap(names, (name) => tools.store.read(OUTBOX, name), {
      concurrency: DRAIN_CONCURRENCY,
    });
    return found.flatMap((record) => (record === undefined ? [] : [record]));
  }

  async function tryEntry(record: StoredRecord, entry: OutboxEntry): Promise<Step> {
    if (!mayGoOn()) return "no_time";
    if (providersDown.has(entry.provider)) return "spared";
    return drainEntry(record, entry, deadline, tools).catch(refusedByStore);
  }

  async function step([record, entry]: Due): Promise<Step> {
    const what = await tryEntry(record, entry);
    if (what === "insights_down") at.stopped = true;
    if (what === "provider_down") providersDown.add(entry.provider);
    counts[COUNTED_AS[what]]++;
    return what;
  }

  const due = dueEntries();
  for (let probe = await due.next(); probe.done !== true; probe = await due.next()) {
    if (!SAYS_NOTHING_OF_INSIGHTS.has(await step(probe.value))) break;
  }
  await pMap(due, step, { concurrency: DRAIN_CONCURRENCY });
  const { complete } = at;
  return { ...counts, complete, ...present({ cursor: complete ? undefined : at.cursor }) };
}

const COUNTED_AS: Readonly<Record<Step, "delivered" | "deferred" | "dead" | "remaining">> = {
  delivered: "delivered",
  deferred: "deferred",
  insights_down: "deferred",
  provider_down: "deferred",
  dead: "dead",
  taken_by_another: "remaining",
  store_refuses: "remaining",
  no_time: "remaining",
  spared: "remaining",
};

const SAYS_NOTHING_OF_INSIGHTS: ReadonlySet<Step> = new Set([
  ...(["taken_by_another", "store_refuses", "dead", "provider_down", "spared"] as const),
]);

function refusedByStore(error: unknown): "store_refuses" {
  if (error instanceof StoreUnavailableError) return "store_refuses";
  throw error;
}

import pMap from "p-map";
import type { Deadline } from "./deadline";
import { drainEntry, type DrainStep, type DrainTools } from "./drain-entry";
import { StoreUnavailableError } from "./errors";
import { OUTBOX, readEntry, type OutboxEntry } from "./outbox-entry";
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
  /** Where to go on; absent when the whole outbox has been looked at. */
  readonly cursor?: string;
}

export const DRAIN_CONCURRENCY = 20;

/** An entry takes a few round trips; one that is begun with less time than this would only be left half done. */
const SHORTEST_STEP_MS = 2_000;

/**
 * Brings dirty messages to Insights until the deadline, the next page's as soon as there is room for them. The first is a
 * probe: while Insights is down, one post finds out, and the rest is left alone. Any number of drains may run at once,
 * beside live traffic.
 *
 * @throws StoreUnavailableError
 */
export async function drain(
  deadline: Deadline,
  tools: DrainTools,
  options: DrainOptions = {},
): Promise<DrainResult> {
  const counts = { delivered: 0, deferred: 0, dead: 0, remaining: 0 };
  const { pages = Number.POSITIVE_INFINITY } = options;
  let { cursor, most = Number.POSITIVE_INFINITY } = options;
  let stopped = false;
  const failures: StoreUnavailableError[] = [];
  const mayGoOn = () =>
    !stopped && failures.length === 0 && most > 0 && deadline.remainingMs() > SHORTEST_STEP_MS;
  const place = { ended: false };

  /** Where the store fails, what is under way is still brought to its end, or it would be left half done. */
  async function orStop<Result>(work: Promise<Result>): Promise<Result | undefined> {
    try {
      return await work;
    } catch (error) {
      if (!(error instanceof StoreUnavailableError)) throw error;
      failures.push(error);
      return undefined;
    }
  }

  /** Entries that are due, in the store's order: of one page at a time, and of the next only while there is time. */
  async function* dueEntries(): AsyncGenerator<Due> {
    for (let read = 0; read < pages; read++) {
      const page = await orStop(tools.store.list(OUTBOX, cursor));
      if (page === undefined) return;
      const due = page.records.flatMap((record): Due[] => {
        const entry = readEntry(record);
        return entry !== undefined && entry.due <= tools.now() ? [[record, entry]] : [];
      });
      counts.remaining += page.records.length - due.length;
      while (mayGoOn()) {
        const next = due.shift();
        if (next === undefined) break;
        most--;
        yield next;
      }
      counts.remaining += due.length;
      if (!mayGoOn()) return;
      place.ended = page.next === undefined;
      if (page.next === undefined) return;
      cursor = page.next;
    }
  }

  async function step([record, entry]: Due): Promise<void> {
    const what: DrainStep | undefined = await orStop(drainEntry(record, entry, deadline, tools));
    if (what === "upstream_down") stopped = true;
    if (what === "delivered" || what === "dead") counts[what]++;
    else if (what === "taken_by_another") counts.remaining++;
    else if (what !== undefined) counts.deferred++;
  }

  const entries = dueEntries();
  const probe = await entries.next();
  if (probe.done !== true) {
    await step(probe.value);
    await pMap(entries, step, { concurrency: DRAIN_CONCURRENCY });
  }
  const [failure] = failures;
  if (failure !== undefined) throw failure;
  return { ...counts, ...(place.ended || cursor === undefined ? {} : { cursor }) };
}

type Due = readonly [StoredRecord, OutboxEntry];

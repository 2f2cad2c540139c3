import type { Deadline } from "./deadline";
import { readEntry, type OutboxEntry } from "./outbox-entry";
import { present } from "./present";
import type { RecordStore } from "./record-store";

export interface SurveyedEntry extends OutboxEntry {
  readonly key: string;
}

export interface Survey {
  readonly items: readonly SurveyedEntry[];
  /** Of the entries from the cursor on; where not complete, of as many as there was time for. */
  readonly count: number;
  readonly complete: boolean;
  /** Epoch milliseconds; absent where nothing was found. */
  readonly oldest?: number;
  /** Where the items after these begin; absent where these are the last. */
  readonly next?: string;
}

/** A page of items, and a count of what is behind them while the time lasts. @throws StoreUnavailableError */
export async function survey(
  store: RecordStore,
  collection: string,
  cursor: string | undefined,
  pageSize: number,
  deadline: Deadline,
): Promise<Survey> {
  const items: SurveyedEntry[] = [];
  let oldest: number | undefined;
  let count = 0;
  let next: string | undefined;
  for (let at = cursor; ;) {
    const page = await store.list(collection, at);
    const entries = page.records.flatMap((record) => {
      const entry = readEntry(record);
      return entry === undefined ? [] : [{ key: record.key, ...entry }];
    });
    const full = items.length >= pageSize;
    if (!full) {
      items.push(...entries);
      next = page.next;
    }
    count += entries.length;
    oldest = entries.reduce((least, { since }) => Math.min(least, since), oldest ?? Infinity);
    if (page.next === undefined || deadline.remainingMs() <= 0) {
      const found = count === 0 ? undefined : oldest;
      return { items, count, complete: page.next === undefined, ...present({ oldest: found, next }) };
    }
    at = page.next;
  }
}

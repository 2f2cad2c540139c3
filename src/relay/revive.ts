import { DEAD, ENTRY_TTL_SECONDS, entryData, isTaken, OUTBOX, readEntry } from "./outbox-entry";
import type { RecordStore, StoredRecord } from "./record-store";

/**
 * Gives a message another chance at once, be it dead or waiting: its entry in the outbox is due now and has no
 * strikes. Only what a drain has taken up already is left to it for its minute.
 *
 * @returns whether there is such a message
 * @throws StoreUnavailableError
 */
export async function revive(key: string, store: RecordStore, now: () => number): Promise<boolean> {
  const [dead, waiting] = await Promise.all([store.read(DEAD, key), store.read(OUTBOX, key)]);
  const entry = entryOf(waiting) ?? entryOf(dead);
  if (entry === undefined) return false;
  const data = entryData({ ...entry, strikes: 0, due: now() });
  if (waiting === undefined) await store.create(OUTBOX, key, data, ENTRY_TTL_SECONDS);
  else if (!isTaken(entry, now())) await store.replace(OUTBOX, waiting, data, ENTRY_TTL_SECONDS);
  // Last, so that the message is never in neither place.
  if (dead !== undefined) await store.remove(DEAD, dead);
  return true;
}

function entryOf(record: StoredRecord | undefined) {
  return record === undefined ? undefined : readEntry(record);
}

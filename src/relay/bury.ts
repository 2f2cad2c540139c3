import { DEAD, ENTRY_TTL_SECONDS, entryData, entryKey, type OutboxEntry } from "./outbox-entry";
import type { RecordStore } from "./record-store";

/**
 * Keeps a message among the dead letters, with the reason. A letter that is there already gets the newer one.
 *
 * @throws StoreUnavailableError where it could not be kept
 */
export async function bury(entry: OutboxEntry, store: RecordStore): Promise<void> {
  const key = entryKey(entry);
  const data = entryData(entry);
  if ((await store.create(DEAD, key, data, ENTRY_TTL_SECONDS)) !== undefined) return;
  const record = await store.read(DEAD, key);
  if (record !== undefined) await store.replace(DEAD, record, data, ENTRY_TTL_SECONDS);
}

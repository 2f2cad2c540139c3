import { StoreUnavailableError } from "./errors";
import {
  ENTRY_TTL_SECONDS,
  entryData,
  entryKey,
  isTaken,
  OUTBOX,
  readEntry,
  type OutboxEntry,
} from "./outbox-entry";
import type { Reason } from "./outcome";
import type { RecordStore } from "./record-store";
import type { MessageKey } from "./update";

/** A fresh entry is left alone for a moment: whoever deferred it has just found Insights down. */
export const FIRST_WAIT_MS = 5_000;

/** Two instances that defer one message, and a drain that finishes with it, take turns this often at the most. */
const TURNS = 5;

/**
 * Keeps a message in the outbox until its truth is in Insights. Many updates of one message are one entry; each changes the
 * entry's revision, so that a drain which has read an older truth does not remove it. A drain that has taken the entry keeps
 * it for its time all the same: two that work on one message could overtake each other.
 *
 * @throws StoreUnavailableError where it could not be kept
 */
export async function defer(
  key: MessageKey,
  reason: Reason,
  store: RecordStore,
  now: () => number,
): Promise<void> {
  const name = entryKey(key);
  const fresh: OutboxEntry = {
    ...{ provider: key.provider, id: key.id, reason, attempts: 0, strikes: 0 },
    ...{ since: now(), due: now() + FIRST_WAIT_MS },
  };
  for (let turn = 0; turn < TURNS; turn++) {
    if ((await store.create(OUTBOX, name, entryData(fresh), ENTRY_TTL_SECONDS)) !== undefined) return;
    const record = await store.read(OUTBOX, name);
    if (record === undefined) continue;
    const kept = readEntry(record) ?? fresh;
    const again = isTaken(kept, now())
      ? { ...kept, reason, strikes: 1 }
      : { ...kept, reason, strikes: 0, due: Math.min(kept.due, fresh.due) };
    if ((await store.replace(OUTBOX, record, entryData(again), ENTRY_TTL_SECONDS)) !== undefined) return;
  }
  throw new StoreUnavailableError("The outbox's entry of this message kept changing.");
}

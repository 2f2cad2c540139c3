import { StoreUnavailableError } from "./errors";
import type { JsonObject } from "./json";
import type { RecordStore, StoredRecord } from "./record-store";

/** A Function is ended after 10 s: what was claimed before this and has not been settled is not going on any more. */
export const ABANDONED_MS = 30_000;

/** What is kept under a key: whoever created it has the claim, everyone else reads what became of it. */
export type Claimed =
  | { readonly mine: true; readonly revision: string }
  | { readonly mine: false; readonly record: StoredRecord };

/**
 * Creates the record unless there is one already: of any number at once, one succeeds.
 *
 * @param by a text that no other request gives: where only the store's answer is lost, it tells one's own record
 * @throws StoreUnavailableError
 */
export async function claim(
  collection: string,
  key: string,
  data: JsonObject,
  by: string,
  ttlSeconds: number,
  store: RecordStore,
): Promise<Claimed> {
  let failure: StoreUnavailableError | undefined;
  try {
    const revision = await store.create(collection, key, { ...data, by }, ttlSeconds);
    if (revision !== undefined) return { mine: true, revision };
  } catch (error) {
    if (!(error instanceof StoreUnavailableError)) throw error;
    // Only the answer may be lost. A claim that nobody knows for his own would block the key with nothing done.
    failure = error;
  }
  const record = await store.read(collection, key);
  if (record === undefined)
    throw failure ?? new StoreUnavailableError("The record of this key has just ended.");
  return record.data.by === by ? { mine: true, revision: record.revision } : { mine: false, record };
}

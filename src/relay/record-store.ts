import type { JsonObject } from "./json";

/** What is kept under one key, and the revision that tells whether it has changed since it was read. */
export interface StoredRecord {
  readonly key: string;
  readonly data: JsonObject;
  readonly revision: string;
}

export interface RecordPage {
  /** In the order of their keys. */
  readonly records: readonly StoredRecord[];
  /** The key behind which to go on; absent on the last page. A page may be empty and not the last. */
  readonly next?: string;
}

/**
 * The little that the relay needs of a store. Collections come into being with their first record. Records are small
 * (under 1 KiB) and end by themselves.
 *
 * A revision does not come back: what was removed and kept again has another one than before, for some minutes at least,
 * so that a process which was frozen in between cannot take the new record for the old.
 *
 * Every method throws StoreUnavailableError where the store cannot do it now; whether it was done is then not known.
 */
export interface RecordStore {
  /** Keeps the record unless there is one already. Of two at once, one wins. @returns its revision, or undefined */
  create(collection: string, key: string, data: JsonObject, ttlSeconds: number): Promise<string | undefined>;
  read(collection: string, key: string): Promise<StoredRecord | undefined>;
  /** Replaces the record if it is still at this revision. @returns the new revision, or undefined */
  replace(
    collection: string,
    record: StoredRecord,
    data: JsonObject,
    ttlSeconds: number,
  ): Promise<string | undefined>;
  /** Removes the record if it is still at this revision. @returns whether it did */
  remove(collection: string, record: Pick<StoredRecord, "key" | "revision">): Promise<boolean>;
  /** Some of the records behind this key. */
  list(collection: string, after: string | undefined): Promise<RecordPage>;
}

import { createHash } from "node:crypto";

/**
 * How many maps a collection is spread over. A map bears 20 writes a second (https://www.twilio.com/docs/sync/limits), so
 * these bear 320. The number is part of where a record is found, and must not change while any is kept.
 */
export const SHARDS = 16;

/** The map of a record's key, or of a shard's number. */
export function shardOf(collection: string, keyOrNumber: string | number): string {
  const number =
    typeof keyOrNumber === "number"
      ? keyOrNumber
      : (createHash("sha256").update(keyOrNumber).digest()[0] ?? 0) % SHARDS;
  return `volt-relay-${collection}-${String(number).padStart(2, "0")}`;
}

import { createHash } from "node:crypto";

/**
 * How many maps a collection is spread over. A map bears 20 writes a second (https://www.twilio.com/docs/sync/limits), so
 * these bear 320. The number is part of where a record is found, and must not change while any is kept.
 */
export const SHARDS = 16;

/** The map of a record's key. */
export function shardOf(collection: string, key: string): string {
  const number = (createHash("sha256").update(key).digest()[0] ?? 0) % SHARDS;
  return mapName(collection, number);
}

/** All maps of a collection. */
export function shardsOf(collection: string): string[] {
  return Array.from({ length: SHARDS }, (_, number) => mapName(collection, number));
}

function mapName(collection: string, number: number): string {
  return `volt-relay-${collection}-${String(number).padStart(2, "0")}`;
}

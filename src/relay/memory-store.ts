import type { JsonObject } from "./json";
import type { RecordPage, RecordStore, StoredRecord } from "./record-store";

interface Kept {
  readonly data: string;
  readonly revision: string;
  readonly endsAt: number;
}

/** A store for tests and for a single process. */
export function memoryStore(now: () => number, pageSize = 50): RecordStore {
  const collections = new Map<string, Map<string, Kept>>();
  let writes = 0;

  function living(collection: string): Map<string, Kept> {
    const all = collections.get(collection) ?? new Map<string, Kept>();
    for (const [key, { endsAt }] of all) if (endsAt <= now()) all.delete(key);
    collections.set(collection, all);
    return all;
  }

  function keep(collection: string, key: string, data: JsonObject, ttlSeconds: number): string {
    const revision = String(++writes);
    living(collection).set(key, { data: JSON.stringify(data), revision, endsAt: now() + ttlSeconds * 1_000 });
    return revision;
  }

  function recordOf(key: string, { data, revision }: Kept): StoredRecord {
    return { key, data: JSON.parse(data) as JsonObject, revision };
  }

  return {
    create: (collection, key, data, ttlSeconds) =>
      Promise.resolve(living(collection).has(key) ? undefined : keep(collection, key, data, ttlSeconds)),
    read(collection, key) {
      const kept = living(collection).get(key);
      return Promise.resolve(kept && recordOf(key, kept));
    },
    replace(collection, { key, revision }, data, ttlSeconds) {
      const unchanged = living(collection).get(key)?.revision === revision;
      return Promise.resolve(unchanged ? keep(collection, key, data, ttlSeconds) : undefined);
    },
    remove(collection, { key, revision }) {
      const all = living(collection);
      return Promise.resolve(all.get(key)?.revision === revision && all.delete(key));
    },
    list(collection, after) {
      const keys = [...living(collection).keys()].sort().filter((key) => after === undefined || key > after);
      const page = keys.slice(0, pageSize);
      const records = page.flatMap((key) => {
        const kept = living(collection).get(key);
        return kept === undefined ? [] : [recordOf(key, kept)];
      });
      const last = page.at(-1);
      const answer: RecordPage =
        keys.length > page.length && last !== undefined ? { records, next: last } : { records };
      return Promise.resolve(answer);
    },
  };
}

import { createHash } from "node:crypto";
import type { TokenBucket } from "./token-bucket";
import { createTokenBucket } from "./token-bucket";
import { createStoredText } from "./stored-text";

/** Times are epoch milliseconds; `expiresAt` is null for what stays until it is deleted. */
export interface StoredItem {
  key: string;
  data: Record<string, unknown>;
  revision: number;
  createdAt: number;
  updatedAt: number;
  expiresAt: number | null;
}

export interface StoredMap {
  sid: string;
  uniqueName: string | null;
  revision: number;
  createdAt: number;
  updatedAt: number;
  expiresAt: number | null;
  items: Map<string, StoredItem>;
  reads: TokenBucket;
  writes: TokenBucket;
}

/** What a write asks for: undefined leaves the present value, an `expiresAt` of null ends the expiry. */
export interface ItemChange {
  data?: Record<string, unknown> | undefined;
  expiresAt?: number | null | undefined;
  /** The map's. */
  collectionExpiresAt?: number | null | undefined;
}

export interface SyncStoreOptions {
  now: () => number;
  writesPerSecond: number;
  readsPerSecond: number;
  burstSeconds: number;
}

export type SyncStore = ReturnType<typeof createSyncStore>;

/** Keeps maps and their items, and the rates at which each may be used. What has expired is gone at once. */
export function createSyncStore({ now, writesPerSecond, readsPerSecond, burstSeconds }: SyncStoreOptions) {
  const maps = new Map<string, StoredMap>();
  const texts = createStoredText();
  let sids = 0;
  let writes = 0;

  const buckets = () => ({
    reads: createTokenBucket({ perSecond: readsPerSecond, burstSeconds, now }),
    writes: createTokenBucket({ perSecond: writesPerSecond, burstSeconds, now }),
  });

  function dropExpired() {
    const isOver = ({ expiresAt }: { expiresAt: number | null }) => expiresAt !== null && expiresAt <= now();
    for (const map of maps.values()) {
      if (isOver(map)) maps.delete(map.sid);
      for (const item of map.items.values()) if (isOver(item)) map.items.delete(item.key);
    }
  }

  function touch(map: StoredMap, collectionExpiresAt: number | null | undefined) {
    map.revision += 1;
    map.updatedAt = now();
    if (collectionExpiresAt !== undefined) map.expiresAt = collectionExpiresAt;
    writes += 1;
  }

  return {
    /** For the service as a whole: maps created and deleted, and lists of maps. */
    service: buckets(),
    all: (): StoredMap[] => {
      dropExpired();
      return [...maps.values()];
    },
    /** By SID or by unique name. */
    find: (name: string): StoredMap | undefined => {
      dropExpired();
      return maps.get(name) ?? [...maps.values()].find(({ uniqueName }) => uniqueName === name);
    },
    createMap: (uniqueName: string | null, expiresAt: number | null): StoredMap => {
      const sid = `MP${createHash("md5")
        .update(`MP${(sids += 1)}`)
        .digest("hex")}`;
      const at = now();
      const times = { createdAt: at, updatedAt: at, expiresAt };
      const map: StoredMap = { sid, uniqueName, revision: 0, ...times, items: new Map(), ...buckets() };
      maps.set(sid, map);
      texts.remember(uniqueName);
      writes += 1;
      return map;
    },
    deleteMap: ({ sid }: StoredMap) => {
      maps.delete(sid);
      writes += 1;
    },
    createItem: (
      map: StoredMap,
      key: string,
      { data = {}, expiresAt = null, collectionExpiresAt }: ItemChange,
    ): StoredItem => {
      const at = now();
      // A key that was deleted starts again at 0, and so can have a revision that it had before. New documents of
      // the real service were seen to start at 0; that a recreated item does is unconfirmed, and the worse.
      const item = { key, data, revision: 0, createdAt: at, updatedAt: at, expiresAt };
      map.items.set(key, item);
      texts.remember(key);
      texts.remember(data);
      touch(map, collectionExpiresAt);
      return item;
    },
    /** An update replaces all data; a TTL that is not given again goes on: https://www.twilio.com/docs/sync/objects-ttl */
    updateItem: (map: StoredMap, item: StoredItem, change: ItemChange): StoredItem => {
      if (change.data !== undefined) item.data = change.data;
      if (change.expiresAt !== undefined) item.expiresAt = change.expiresAt;
      item.revision += 1;
      item.updatedAt = now();
      texts.remember(change.data);
      touch(map, change.collectionExpiresAt);
      return item;
    },
    deleteItem: (map: StoredMap, { key }: StoredItem) => {
      map.items.delete(key);
      touch(map, undefined);
    },
    writeCount: () => writes,
    everStored: texts.contains,
  };
}

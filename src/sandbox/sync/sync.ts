import { createHash } from "node:crypto";
import type { StandIn } from "../stand-in/stand-in";
import { startStandIn } from "../stand-in/stand-in";
import { itemRoutes } from "./item-routes";
import { mapRoutes } from "./map-routes";
import { expiryDate } from "./resources";
import { createGuards, missing } from "./routing";
import type { StoredItem } from "./sync-store";
import { createSyncStore } from "./sync-store";

export interface SyncOptions {
  accountSid: string;
  authToken: string;
  port?: number;
  now?: () => number;
  /** Of each map, and of the service for maps created and deleted. */
  writesPerSecond?: number;
  readsPerSecond?: number;
  /** How many seconds' worth of a rate may come at once. */
  burstSeconds?: number;
}

export interface SyncItem {
  key: string;
  data: Record<string, unknown>;
  revision: string;
  /** As `2015-07-30T21:00:00Z`; null for an item that does not expire. */
  dateExpires: string | null;
}

export interface Sync extends StandIn {
  /** That of the default service, the only one. */
  readonly serviceSid: string;
  /** What is stored now, by the map's unique name (its SID if it has none) and the item's key. */
  readonly maps: ReadonlyMap<string, ReadonlyMap<string, SyncItem>>;
  /** How many maps and items were created, updated and deleted, by requests and not by expiry. */
  readonly writes: number;
  /** Whether any unique name, key or data that was ever stored contains the text. */
  everStored: (text: string) => boolean;
}

/**
 * Plays https://sync.twilio.com for maps and their items, where the documents leave a choice the worse one.
 *
 * The rates are those of https://www.twilio.com/docs/sync/limits: 20 writes and 20 reads a second for each object, and
 * a burst window of ten seconds. That the window is a bucket of ten seconds' worth is unconfirmed.
 */
export async function startSync(options: SyncOptions): Promise<Sync> {
  const { accountSid, authToken, port, now = Date.now } = options;
  const { writesPerSecond = 20, readsPerSecond = 20, burstSeconds = 10 } = options;
  const serviceSid = `IS${createHash("md5").update(accountSid).digest("hex")}`;
  const owner = { accountSid, serviceSid };
  const store = createSyncStore({ now, writesPerSecond, readsPerSecond, burstSeconds });
  const guards = createGuards({ ...owner, authToken, store });

  const standIn = await startStandIn({
    now,
    ...(port === undefined ? {} : { port }),
    notFound: missing,
    routes: [...mapRoutes({ owner, guards, store, now }), ...itemRoutes({ owner, guards, store, now })],
  });

  return {
    ...standIn,
    serviceSid,
    get maps() {
      return new Map(
        store
          .all()
          .map(({ sid, uniqueName, items }) => [
            uniqueName ?? sid,
            new Map([...items].map(([key, item]) => [key, inspect(item)])),
          ]),
      );
    },
    get writes() {
      return store.writeCount();
    },
    everStored: store.everStored,
  };
}

function inspect(item: StoredItem): SyncItem {
  const { key, data, revision } = item;
  return { key, data, revision: String(revision), dateExpires: expiryDate(item) };
}

import * as z from "zod/mini";
import type { Deadline } from "../relay/deadline";
import { NetworkError, StoreUnavailableError } from "../relay/errors";
import { isJsonObject, parseJson, type JsonObject } from "../relay/json";
import { present } from "../relay/present";
import type { RecordStore, StoredRecord } from "../relay/record-store";
import type { Rest, RestAnswer, RestRequest } from "./rest";
import { shardOf, shardsOf } from "./sync-shards";

/** The service that every account has, and that Runtime.getSync() gives: nothing has to be set up. */
const MAPS = "https://sync.twilio.com/v1/Services/default/Maps";
const REQUEST_TIMEOUT_MS = 2_000;
/** Of each map; sixteen of them make a page. */
const PAGE_SIZE = 50;

/** How a refusal for its rate is waited out. */
export interface Patience {
  readonly random: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 1_000;
/** Sync answers in less than this; with no more time left, asking again is of no use. */
const SHORTEST_REQUEST_MS = 300;

const mapItem = z.lazy(() =>
  z.object({ key: z.string(), revision: z.string(), data: z.record(z.string(), z.unknown()) }),
);
const itemPage = z.lazy(() =>
  z.object({
    items: z.array(mapItem),
    meta: z.object({ next_page_url: z.nullish(z.string()) }),
  }),
);

/**
 * Sync counts a key's revisions from 0 again once it is deleted. A removed record is therefore replaced by this, which
 * ends by itself after any process that may still hold an old revision: a Function lives 10 s, a lease of the outbox 60.
 */
const REMOVED = { removed: true };
const REMOVED_TTL_SECONDS = 300;

/**
 * Records in Twilio Sync: each collection is a row of maps, for a map bears 20 writes a second.
 * https://www.twilio.com/docs/sync/api/map-item-resource https://www.twilio.com/docs/sync/limits
 */
export function syncStore(
  rest: Rest,
  deadline: Deadline,
  { random, sleep }: Patience,
  pageSize = PAGE_SIZE,
): RecordStore {
  /** A map bears bursts, and then a steady rate: who waits gets a place. */
  async function ask(request: Omit<RestRequest, "timeoutMs">): Promise<RestAnswer> {
    for (let attempt = 0; ; attempt++) {
      const answer = await askOnce(request);
      const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt) * (0.5 + random() / 2);
      if (answer.statusCode !== 429 || waitMs + SHORTEST_REQUEST_MS > deadline.remainingMs()) return answer;
      await sleep(waitMs);
    }
  }

  async function askOnce(request: Omit<RestRequest, "timeoutMs">): Promise<RestAnswer> {
    const timeoutMs = Math.min(REQUEST_TIMEOUT_MS, deadline.remainingMs());
    if (timeoutMs <= 0) throw new StoreUnavailableError("No time is left for Twilio Sync.");
    try {
      return await rest({ ...request, timeoutMs });
    } catch (error) {
      if (!(error instanceof NetworkError)) throw error;
      throw new StoreUnavailableError("Twilio Sync gave no answer in time.", { cause: error });
    }
  }

  /** Maps come into being with their first record. */
  async function createMap(name: string): Promise<void> {
    const answer = await ask({ method: "post", uri: MAPS, form: new URLSearchParams({ UniqueName: name }) });
    // 409: another instance was faster.
    if (answer.statusCode !== 201 && answer.statusCode !== 409) throw unavailable(answer);
  }

  const uriOf = (collection: string, key: string) =>
    `${MAPS}/${shardOf(collection, key)}/Items/${encodeURIComponent(key)}`;

  async function post(
    collection: string,
    key: string,
    data: JsonObject,
    ttlSeconds: number,
  ): Promise<RestAnswer> {
    const map = shardOf(collection, key);
    const form = new URLSearchParams({ Key: key, Data: JSON.stringify(data), ItemTtl: String(ttlSeconds) });
    const create = () => ask({ method: "post", uri: `${MAPS}/${map}/Items`, form });
    const answer = await create();
    if (answer.statusCode !== 404) return answer;
    await createMap(map);
    return create();
  }

  async function get(collection: string, key: string): Promise<StoredRecord | undefined> {
    const answer = await ask({ method: "get", uri: uriOf(collection, key) });
    if (answer.statusCode === 404) return undefined;
    if (answer.statusCode !== 200) throw unavailable(answer);
    return itemOf(answer);
  }

  async function replace(
    collection: string,
    { key, revision }: Pick<StoredRecord, "key" | "revision">,
    data: JsonObject,
    ttlSeconds: number,
  ): Promise<string | undefined> {
    const form = new URLSearchParams({ Data: JSON.stringify(data), ItemTtl: String(ttlSeconds) });
    const headers = { "If-Match": revision };
    const answer = await ask({ method: "post", uri: uriOf(collection, key), form, headers });
    if (answer.statusCode === 404 || answer.statusCode === 412) return undefined;
    if (answer.statusCode !== 200) throw unavailable(answer);
    return itemOf(answer).revision;
  }

  return {
    async create(collection, key, data, ttlSeconds) {
      const answer = await post(collection, key, data, ttlSeconds);
      if (answer.statusCode === 201) return itemOf(answer).revision;
      if (answer.statusCode !== 409) throw unavailable(answer);
      const existing = await get(collection, key);
      return existing !== undefined && isRemoved(existing)
        ? replace(collection, existing, data, ttlSeconds)
        : undefined;
    },
    async read(collection, key) {
      const record = await get(collection, key);
      return record === undefined || isRemoved(record) ? undefined : record;
    },
    replace,
    remove: async (collection, record) =>
      (await replace(collection, record, REMOVED, REMOVED_TTL_SECONDS)) !== undefined,
    async list(collection, after) {
      const shards = await Promise.all(shardsOf(collection).map((map) => listShard(map, after)));
      const ends = shards.flatMap(({ goesOn, items }) => (goesOn ? [items.at(-1)?.key ?? after ?? ""] : []));
      // Behind the first of these ends, a map that is not read to its end may have records before those of the others.
      const end = ends.length === 0 ? undefined : ends.reduce((least, key) => (key < least ? key : least));
      const records = shards
        .flatMap(({ items }) => items)
        .filter((item) => !isRemoved(item) && (end === undefined || item.key <= end))
        .sort((one, other) => (one.key < other.key ? -1 : 1));
      return { records, ...present({ next: end }) };
    },
  };

  async function listShard(map: string, after: string | undefined): Promise<Shard> {
    const query = new URLSearchParams({ PageSize: String(pageSize) });
    if (after !== undefined) {
      query.set("From", after);
      query.set("Bounds", "exclusive");
    }
    const answer = await ask({ method: "get", uri: `${MAPS}/${map}/Items?${query.toString()}` });
    // A map without a first record is not there yet.
    if (answer.statusCode === 404) return { items: [], goesOn: false };
    if (answer.statusCode !== 200) throw unavailable(answer);
    const page = z.safeParse(itemPage, parseJson(answer.body));
    if (!page.success) throw unavailable(answer);
    const { items, meta } = page.data;
    return { items, goesOn: items.length > 0 && typeof meta.next_page_url === "string" };
  }
}

interface Shard {
  readonly items: readonly StoredRecord[];
  /** Whether the map has records behind these. */
  readonly goesOn: boolean;
}

function isRemoved({ data }: StoredRecord): boolean {
  return data.removed === true;
}

function itemOf(answer: RestAnswer): StoredRecord {
  const item = z.safeParse(mapItem, parseJson(answer.body));
  if (!item.success) throw unavailable(answer);
  return item.data;
}

function unavailable({ statusCode, body }: RestAnswer): StoreUnavailableError {
  const refusal = parseJson(body);
  const code = isJsonObject(refusal) ? refusal.code : undefined;
  return new StoreUnavailableError("Twilio Sync did not do what it was asked.", {
    details: { twilio_status: statusCode, provider_code: code },
  });
}

import { deadlineIn } from "../../src/relay/deadline";
import { StoreUnavailableError } from "../../src/relay/errors";
import { memoryStore } from "../../src/relay/memory-store";
import type { RecordStore, StoredRecord } from "../../src/relay/record-store";
import { sandboxAccounts } from "../../src/sandbox/accounts";
import { startSync } from "../../src/sandbox/sync/sync";
import { system } from "../../src/system";
import { syncStore } from "../../src/twilio/sync-store";
import { everything } from "../helpers/everything";
import { syncRest } from "../helpers/sync-rest";

const TTL = 60;

interface World {
  readonly store: RecordStore;
  advance: (ms: number) => void;
  close: () => Promise<void>;
}

function inMemory(): Promise<World> {
  let time = Date.UTC(2026, 0, 1);
  return Promise.resolve({
    store: memoryStore(() => time, 7),
    advance: (ms) => (time += ms),
    close: () => Promise.resolve(),
  });
}

async function inSync(): Promise<World> {
  let time = Date.UTC(2026, 0, 1);
  const { accountSid, authToken } = sandboxAccounts;
  const sync = await startSync({
    accountSid,
    authToken,
    now: () => time,
    readsPerSecond: 1_000,
    writesPerSecond: 1_000,
  });
  const rest = syncRest(sync);
  return {
    // Some maps have a second page, some have not.
    store: syncStore(rest, deadlineIn(60_000, system.now), { ...system, sleep: () => Promise.resolve() }, 2),
    advance: (ms) => (time += ms),
    close: () => sync.close(),
  };
}

describe.each([
  ["in memory", inMemory],
  ["in Twilio Sync", inSync],
])("a store %s", (_case, open) => {
  let world: World;
  let store: RecordStore;
  beforeEach(async () => {
    world = await open();
    ({ store } = world);
  });
  afterEach(() => world.close());

  it("gives back what it was given, and nothing where there is nothing", async () => {
    const revision = await store.create("outbox", "twilio:SM1", { a: [1, "é😀", null] }, TTL);
    expect(await store.read("outbox", "twilio:SM1")).toEqual({
      key: "twilio:SM1",
      data: { a: [1, "é😀", null] },
      revision,
    });
    expect(await store.read("outbox", "twilio:SM2")).toBeUndefined();
    expect(await store.read("dead", "twilio:SM1")).toBeUndefined();
  });

  it("takes the first of two records with one key", async () => {
    const revisions = await Promise.all([1, 2, 3].map((n) => store.create("outbox", "k", { n }, TTL)));
    expect(revisions.filter((revision) => revision !== undefined)).toHaveLength(1);
    const winner = revisions.findIndex((revision) => revision !== undefined) + 1;
    expect((await store.read("outbox", "k"))?.data).toEqual({ n: winner });
  });

  it("replaces and removes only what has not changed since it was read", async () => {
    await store.create("outbox", "k", { n: 1 }, TTL);
    const first = (await store.read("outbox", "k")) as StoredRecord;
    const revision = await store.replace("outbox", first, { n: 2 }, TTL);
    expect(revision).toBeDefined();
    expect(revision).not.toBe(first.revision);
    expect(await store.replace("outbox", first, { n: 3 }, TTL)).toBeUndefined();
    expect(await store.remove("outbox", first)).toBe(false);
    expect((await store.read("outbox", "k"))?.data).toEqual({ n: 2 });
    expect(await store.remove("outbox", { key: "k", revision: String(revision) })).toBe(true);
    expect(await store.remove("outbox", { key: "k", revision: String(revision) })).toBe(false);
    expect(await store.replace("outbox", first, { n: 4 }, TTL)).toBeUndefined();
    expect(await store.read("outbox", "k")).toBeUndefined();
  });

  it("changes the revision even where the data stays the same", async () => {
    await store.create("outbox", "k", { n: 1 }, TTL);
    const first = (await store.read("outbox", "k")) as StoredRecord;
    await store.replace("outbox", first, { n: 1 }, TTL);
    expect(await store.remove("outbox", first)).toBe(false);
  });

  it("gives a record that was removed and kept again a revision of its own", async () => {
    const seen = new Set<string>();
    for (let n = 0; n < 3; n++) {
      const created = await store.create("outbox", "k", { n }, TTL);
      const replaced = await store.replace(
        "outbox",
        { key: "k", data: {}, revision: String(created) },
        { n },
        TTL,
      );
      for (const revision of [created, replaced]) seen.add(String(revision));
      expect(await store.remove("outbox", { key: "k", revision: String(replaced) })).toBe(true);
      expect(await store.read("outbox", "k")).toBeUndefined();
      expect(await everything(store, "outbox")).toEqual([]);
    }
    expect(seen.size).toBe(6);
  });

  it("lists every record once, page by page, however hostile its key", async () => {
    const keys = [
      ...Array.from({ length: 40 }, (_, n) => `twilio:SM${n}`),
      "a/b?c#d%20",
      "é😀",
      " ",
      "..%2F",
      "__proto__",
    ];
    await Promise.all(keys.map((key, n) => store.create("outbox", encodeURIComponent(key), { n }, TTL)));
    const found = await everything(store, "outbox");
    expect(found.map(({ key }) => decodeURIComponent(key)).sort()).toEqual([...keys].sort());
    expect(found.map(({ key }) => key)).toEqual(found.map(({ key }) => key).sort());
    expect(await everything(store, "dead")).toEqual([]);
  });

  it("forgets a record when its time is up, and no sooner", async () => {
    await store.create("outbox", "k", { n: 1 }, TTL);
    world.advance(59_999);
    expect(await store.read("outbox", "k")).toMatchObject({ data: { n: 1 } });
    world.advance(2);
    expect(await store.read("outbox", "k")).toBeUndefined();
    expect(await store.create("outbox", "k", { n: 2 }, TTL)).toBeDefined();
  });
});

describe("Twilio Sync, when it cannot", () => {
  it.each([
    ["limits the rate", { status: 429, body: '{"code":54009,"message":"Rate limit exceeded","status":429}' }],
    ["fails", { status: 500 }],
    ["answers HTML", { status: 200, body: "<html>" }],
    ["resets", "reset"],
  ] as const)("says so when it %s", async (_case, fault) => {
    const { accountSid, authToken } = sandboxAccounts;
    const sync = await startSync({ accountSid, authToken });
    const rest = syncRest(sync);
    sync.always(fault);
    let waited = 0;
    const store = syncStore(
      rest,
      deadlineIn(5_000, () => system.now() + waited),
      {
        ...system,
        sleep: (ms) => {
          waited += ms;
          return Promise.resolve();
        },
      },
    );
    const record = { key: "k", revision: "1", data: {} };
    for (const attempt of [
      () => store.create("outbox", "k", {}, TTL),
      () => store.read("outbox", "k"),
      () => store.replace("outbox", record, {}, TTL),
      () => store.remove("outbox", record),
      () => store.list("outbox", undefined),
    ]) {
      // A success that is HTML has no body to read on a removal.
      await expect(attempt()).rejects.toThrow(StoreUnavailableError);
    }
    await sync.close();
  });
});

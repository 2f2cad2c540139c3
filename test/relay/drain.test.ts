import { deadlineIn } from "../../src/relay/deadline";
import { defer } from "../../src/relay/defer";
import { drain, type DrainOptions } from "../../src/relay/drain";
import { drainKnown } from "../../src/relay/drain-known";
import type { DrainTools } from "../../src/relay/drain-entry";
import {
  MessageNotFoundError,
  NetworkError,
  ProviderUnreachableError,
  StoreUnavailableError,
} from "../../src/relay/errors";
import type { InsightsAnswer } from "../../src/relay/insights-answer";
import { memoryStore } from "../../src/relay/memory-store";
import { readEntry } from "../../src/relay/outbox-entry";
import { createPause } from "../../src/relay/pause";
import { createRankGuard } from "../../src/relay/rank-guard";
import { revive } from "../../src/relay/revive";
import { createTurns } from "../../src/relay/turns";
import type { InsightsUpdate, MessageKey } from "../../src/relay/update";
import { everything } from "../helpers/everything";

const TAKEN: InsightsAnswer = { verdict: "taken" };
const DOWN: InsightsAnswer = { verdict: "try_again", status: 503 };
const SECOND = 1_000;
const keyOf = (n: number): MessageKey => ({ provider: "twilio", id: `SM${n}` });

/** Messages with a truth, Insights with an answer, and a clock that moves only when something is waited for. */
function world() {
  let time = 0;
  const now = () => time;
  const truths = new Map<string, string>();
  const posts: string[] = [];
  const world = {
    insights: (): InsightsAnswer | Error => TAKEN,
    provider: (): Error | undefined => undefined,
    afterPost: (): void => undefined,
  };
  const store = memoryStore(now, 7);
  const tools: DrainTools = {
    store,
    now,
    guard: createRankGuard(),
    pause: createPause(5 * SECOND, now),
    turns: createTurns(() => new Promise(() => undefined)),
    waiting: new Map(),
    random: () => 0.5,
    sleep: (ms) => {
      time += ms;
      return Promise.resolve();
    },
    reread: ({ key }) => Promise.resolve(updateOf(key.id, truths.get(key.id) ?? "")),
    truth: ({ id }) => {
      const failure = world.provider();
      if (failure !== undefined) return Promise.reject(failure);
      const status = truths.get(id);
      if (status === undefined) return Promise.reject(new MessageNotFoundError("gone"));
      return Promise.resolve(updateOf(id, status));
    },
    post: ({ key, status }) => {
      posts.push(`${key.id} ${status}`);
      time += 10;
      world.afterPost();
      const answer = world.insights();
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  };
  const updateOf = (id: string, status: string): InsightsUpdate => ({
    endpoint: "/data/messages/twilio",
    key: { provider: "twilio", id },
    status,
    payload: { sid: id, status },
  });
  return {
    ...{ world, truths, posts, store, tools, now },
    advance: (ms: number) => {
      time += ms;
    },
    dirty: async (n: number, status = "delivered") => {
      truths.set(`SM${n}`, status);
      await defer(keyOf(n), "insights_unavailable", store, now);
    },
    run: (options: DrainOptions = {}, budgetMs = 9 * SECOND) =>
      drain(deadlineIn(budgetMs, now), tools, options),
    kept: async (collection: string) => {
      const all = await everything(store, collection);
      return all.map((record) => readEntry(record));
    },
  };
}

describe("deferring", () => {
  it("keeps one entry for a message, however often it is deferred, and nothing but which and why", async () => {
    const { dirty, kept } = world();
    for (let n = 0; n < 5; n++) await dirty(1);
    expect(await kept("outbox")).toEqual([
      {
        provider: "twilio",
        id: "SM1",
        reason: "insights_unavailable",
        attempts: 0,
        strikes: 0,
        since: 0,
        due: 5_000,
      },
    ]);
  });

  it("tells messages apart whose parts only look alike when joined", async () => {
    const { store, now, kept } = world();
    await defer({ provider: "a", id: "b:c" }, "insights_timeout", store, now);
    await defer({ provider: "a:b", id: "c" }, "insights_timeout", store, now);
    expect(await kept("outbox")).toHaveLength(2);
  });
});

describe("the drain", () => {
  it("brings the truth of every due message to Insights, and empties the outbox", async () => {
    const { dirty, run, kept, advance, posts } = world();
    for (let n = 0; n < 30; n++) await dirty(n, n % 2 === 0 ? "delivered" : "sent");
    advance(10 * SECOND);
    expect(await run()).toEqual({ delivered: 30, deferred: 0, dead: 0, remaining: 0, complete: true });
    expect(posts).toHaveLength(30);
    expect(posts).toContain("SM3 sent");
    expect(await kept("outbox")).toEqual([]);
  });

  it("finishes what is under way when the store fails, and says how far it got", async () => {
    const { dirty, run, advance, tools, kept } = world();
    for (let n = 0; n < 14; n++) await dirty(n);
    advance(10 * SECOND);
    const list = tools.store.list.bind(tools.store);
    let lists = 0;
    jest
      .spyOn(tools.store, "list")
      .mockImplementation((...asked) =>
        ++lists === 2 ? Promise.reject(new StoreUnavailableError("down")) : list(...asked),
      );
    const first = await run();
    expect(first).toMatchObject({ delivered: 7, complete: false });
    expect(await kept("outbox")).toHaveLength(7);
    const { cursor = "" } = first;
    expect(await run({ cursor })).toMatchObject({ delivered: 7, complete: true });
  });

  it("leaves alone what is not due", async () => {
    const { dirty, run, posts } = world();
    await dirty(1);
    expect(await run()).toEqual({ delivered: 0, deferred: 0, dead: 0, remaining: 1, complete: true });
    expect(posts).toEqual([]);
  });

  it.each([
    ["is down", () => DOWN],
    ["cannot be reached", () => new NetworkError("ECONNREFUSED", false)],
    ["refuses the token", (): InsightsAnswer => ({ verdict: "misconfigured", status: 401 })],
  ])(
    "probes with one message while Insights %s, keeps every entry, and delivers all once it is right",
    async (_case, answer) => {
      const at = world();
      for (let n = 0; n < 50; n++) await at.dirty(n);
      for (let hour = 0; hour < 10; hour++) {
        at.advance(3_600 * SECOND);
        at.world.insights = answer;
        at.posts.length = 0;
        const result = await at.run();
        expect(result).toMatchObject({ delivered: 0, deferred: 1, dead: 0 });
        expect(new Set(at.posts).size).toBe(1);
      }
      expect(await at.kept("dead")).toEqual([]);
      at.world.insights = () => TAKEN;
      at.advance(3_600 * SECOND);
      expect(await at.run()).toMatchObject({ delivered: 50, remaining: 0 });
    },
  );

  it("does not ask Insights at all while the provider cannot be asked", async () => {
    const { dirty, run, advance, posts, kept, world: w } = world();
    await dirty(1);
    advance(10 * SECOND);
    w.provider = () => new ProviderUnreachableError("down");
    expect(await run()).toMatchObject({ deferred: 1 });
    expect(posts).toEqual([]);
    expect(await kept("outbox")).toMatchObject([{ reason: "provider_unavailable", attempts: 1, strikes: 0 }]);
  });

  it("leaves a provider that cannot be asked alone after one question, and goes on with the others'", async () => {
    const { dirty, run, advance, kept, store, now, tools, posts } = world();
    for (let n = 0; n < 3; n++) {
      await dirty(n);
      await defer({ provider: "another", id: `A${n}` }, "insights_timeout", store, now);
    }
    advance(10 * SECOND);
    const asked: string[] = [];
    const truth: DrainTools["truth"] = (key, timeoutMs) => {
      asked.push(key.provider);
      return key.provider === "another"
        ? Promise.reject(new ProviderUnreachableError("down"))
        : tools.truth(key, timeoutMs);
    };
    const result = await drain(deadlineIn(9 * SECOND, now), { ...tools, truth });
    expect(result).toMatchObject({ delivered: 3, deferred: 1, remaining: 2, complete: true });
    expect(asked.filter((provider) => provider === "another")).toHaveLength(1);
    expect(posts).toHaveLength(3);
    expect((await kept("outbox")).map((entry) => entry?.provider)).toEqual(["another", "another", "another"]);
    expect(await run()).toMatchObject({ delivered: 0, remaining: 1, dead: 2 });
  });

  it("buries what the provider does not know, and goes on with the next", async () => {
    const { dirty, run, advance, kept, truths } = world();
    for (let n = 0; n < 3; n++) await dirty(n);
    truths.delete("SM0");
    advance(10 * SECOND);
    expect(await run()).toEqual({ delivered: 2, deferred: 0, dead: 1, remaining: 0, complete: true });
    expect(await kept("dead")).toMatchObject([
      { id: "SM0", reason: "unknown_at_provider", attempts: 1, since: 0 },
    ]);
    expect(await kept("outbox")).toEqual([]);
  });

  it("buries what Insights will never take", async () => {
    const { dirty, run, advance, kept, world: w } = world();
    await dirty(1);
    advance(10 * SECOND);
    w.insights = () => ({ verdict: "never", status: 400 });
    expect(await run()).toMatchObject({ dead: 1 });
    expect(await kept("dead")).toMatchObject([{ id: "SM1", reason: "insights_rejected" }]);
  });

  it("gives up on an entry at which drain after drain dies, for it counts before it works", async () => {
    const { dirty, run, advance, kept, world: w } = world();
    await dirty(1);
    w.provider = () => new TypeError("a bug that ends the drain");
    for (let n = 0; n < 5; n++) {
      advance(100 * SECOND);
      await expect(run()).rejects.toThrow(TypeError);
    }
    advance(100 * SECOND);
    expect(await run()).toMatchObject({ dead: 1 });
    expect(await kept("dead")).toMatchObject([{ id: "SM1", reason: "gave_up", attempts: 6 }]);
  });

  it("does not remove an entry that was deferred again while it worked", async () => {
    const { dirty, run, advance, kept, store, now, world: w } = world();
    await dirty(1, "sent");
    advance(10 * SECOND);
    w.afterPost = () => void defer(keyOf(1), "insights_timeout", store, now);
    expect(await run()).toMatchObject({ delivered: 1 });
    expect(await kept("outbox")).toMatchObject([{ id: "SM1", reason: "insights_timeout" }]);
  });

  it.each([
    ["is deferred again", ({ dirty }: ReturnType<typeof world>) => dirty(1)],
    [
      "is asked for by name",
      ({ store, now }: ReturnType<typeof world>) => revive("twilio:SM1", store, now).then(() => undefined),
    ],
  ])(
    "leaves an entry to the drain that has taken it, also when it %s meanwhile",
    async (_case, meanwhile) => {
      const at = world();
      await at.dirty(1);
      at.advance(10 * SECOND);
      // A drain of another instance, which dies while its post is under way: that may still arrive.
      const turns = createTurns(() => new Promise(() => undefined));
      const post = () => new Promise<never>(() => undefined);
      void drain(deadlineIn(9 * SECOND, at.now), { ...at.tools, turns, post });
      await new Promise((resolve) => setImmediate(resolve));
      await meanwhile(at);
      at.advance(20 * SECOND);
      expect(await at.run()).toMatchObject({ delivered: 0, remaining: 1 });
      expect(at.posts).toEqual([]);
      at.advance(60 * SECOND);
      expect(await at.run()).toMatchObject({ delivered: 1, remaining: 0 });
    },
  );

  it("ends with the newest status when the message goes on while it is posted", async () => {
    const { dirty, run, advance, posts, truths, world: w } = world();
    await dirty(1, "sent");
    advance(10 * SECOND);
    w.afterPost = () => void truths.set("SM1", "delivered");
    await run();
    expect(posts).toEqual(["SM1 sent", "SM1 delivered"]);
  });

  it("goes on with the next page where the store refuses what is on one, and says what it has done", async () => {
    const { dirty, run, advance, kept, store, tools } = world();
    for (let n = 0; n < 30; n++) await dirty(n);
    advance(10 * SECOND);
    let refusals = 0;
    const replace = store.replace.bind(store);
    Object.assign(tools.store, {
      replace: (...all: Parameters<typeof replace>) => {
        const refused = ["twilio:SM3", "twilio:SM5"].includes(all[1].key);
        if (!refused) return replace(...all);
        refusals++;
        return Promise.reject(new StoreUnavailableError("54009"));
      },
    });
    const result = await run();
    expect(refusals).toBeGreaterThan(0);
    expect(result.delivered).toBeGreaterThanOrEqual(20);
    expect(result.delivered + result.remaining).toBe(30);
    Object.assign(tools.store, { replace });
    await run();
    expect(await kept("outbox")).toEqual([]);
  });

  it("says that the outbox cannot be read where it could not read any of it", async () => {
    const { run, tools } = world();
    jest.spyOn(tools.store, "list").mockRejectedValue(new StoreUnavailableError("down"));
    await expect(run()).rejects.toThrow("down");
  });

  it("brings only those messages whose keys it is given", async () => {
    const { dirty, run, advance, kept } = world();
    for (let n = 0; n < 5; n++) await dirty(n);
    advance(10 * SECOND);
    const keys = ["twilio:SM1", "twilio:SM3", "twilio:SM99"];
    expect(await run({ keys })).toEqual({ delivered: 2, deferred: 0, dead: 0, remaining: 0, complete: true });
    expect((await kept("outbox")).map((entry) => entry?.id)).toEqual(["SM0", "SM2", "SM4"]);
  });

  it("may run beside itself: no message is taken up twice", async () => {
    const { dirty, run, advance, posts } = world();
    for (let n = 0; n < 40; n++) await dirty(n);
    advance(10 * SECOND);
    const results = await Promise.all([run(), run(), run()]);
    expect(results.reduce((sum, { delivered }) => sum + delivered, 0)).toBe(40);
    expect(posts).toHaveLength(40);
  });

  it("stops at its deadline, and a later drain goes on", async () => {
    const { dirty, run, advance, kept } = world();
    for (let n = 0; n < 60; n++) await dirty(n);
    advance(10 * SECOND);
    const first = await run({}, 2_200);
    expect(first.delivered).toBeGreaterThan(0);
    expect(first.delivered).toBeLessThan(60);
    await run();
    expect(await kept("outbox")).toEqual([]);
  });

  it("gives the dead another chance when asked, and each time anew", async () => {
    const { dirty, run, advance, kept, store, now, posts, world: w } = world();
    await dirty(1);
    advance(10 * SECOND);
    w.insights = () => ({ verdict: "never", status: 400 });
    await run();
    for (let n = 0; n < 2; n++) {
      expect(await revive("twilio:SM1", store, now)).toBe(true);
      expect(await run()).toMatchObject({ dead: 1 });
    }
    w.insights = () => TAKEN;
    await revive("twilio:SM1", store, now);
    expect(await run()).toMatchObject({ delivered: 1 });
    expect(posts).toHaveLength(4);
    expect(await kept("dead")).toEqual([]);
    expect(await revive("twilio:SM1", store, now)).toBe(false);
  });
});

describe("the drain in passing", () => {
  const inPassing = ({ tools, now }: ReturnType<typeof world>, most = 5) =>
    drainKnown(most, (provider) => provider === "twilio", deadlineIn(9 * SECOND, now), tools);

  it("brings what this process has deferred once it is due, and forgets it", async () => {
    const at = world();
    for (let n = 0; n < 3; n++) {
      await at.dirty(n);
      at.tools.waiting.set(`twilio:SM${n}`, at.now() + 5 * SECOND);
    }
    expect(await inPassing(at)).toEqual([]);
    at.advance(5 * SECOND);
    expect(await inPassing(at, 2)).toEqual(["delivered", "delivered"]);
    expect([...at.tools.waiting.keys()]).toEqual(["twilio:SM2"]);
    expect(await inPassing(at)).toEqual(["delivered"]);
    expect(at.tools.waiting.size).toBe(0);
    expect(at.posts).toEqual(["SM0 delivered", "SM1 delivered", "SM2 delivered"]);
  });

  it("leaves to others what it cannot read, what is gone, and what is not due after all", async () => {
    const at = world();
    await at.dirty(1);
    at.tools.waiting.set("telerivet:SM1", 0).set("twilio:SM9", 0).set("twilio:SM1", 0);
    expect(await inPassing(at)).toEqual([]);
    expect([...at.tools.waiting]).toEqual([
      ["telerivet:SM1", 0],
      ["twilio:SM1", 5 * SECOND],
    ]);
    expect(at.posts).toEqual([]);
  });

  it("stops at the first that Insights does not take, and looks again after a minute", async () => {
    const at = world();
    for (let n = 0; n < 3; n++) {
      await at.dirty(n);
      at.tools.waiting.set(`twilio:SM${n}`, 0);
    }
    at.advance(10 * SECOND);
    at.world.insights = () => DOWN;
    expect(await inPassing(at)).toEqual(["insights_down"]);
    at.world.insights = () => TAKEN;
    expect(await inPassing(at)).toEqual(["delivered", "delivered"]);
    expect(await inPassing(at)).toEqual([]);
    at.advance(61 * SECOND);
    expect(await inPassing(at)).toEqual(["delivered"]);
  });
});

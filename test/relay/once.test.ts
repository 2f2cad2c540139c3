import { EventInProgressError, RetryLater, StoreUnavailableError } from "../../src/relay/errors";
import { memoryStore } from "../../src/relay/memory-store";
import { once, type Done } from "../../src/relay/once";
import type { RecordStore } from "../../src/relay/record-store";
import { carriedStore } from "../guarantees/world/carried-store";
import { createClock, settle } from "../guarantees/world/clock";
import { inEveryOrder, playOut, steppedNetwork, type Possibility } from "../guarantees/world/interleavings";
import { createProcess } from "../guarantees/world/process";

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const NAME = '["telerivet","PJ1","SM1"]';

let time: number;
let chance: number;
let store: RecordStore;
beforeEach(() => {
  time = Date.UTC(2026, 0, 1);
  chance = 0;
  store = memoryStore(() => time);
});

const tools = (through: RecordStore = store) => ({
  store: through,
  now: () => time,
  random: () => ++chance / 1e6,
});
const unfinished = () => new Promise<undefined>(() => undefined);

/** Work that says how often it was done: `work 1`, `work 2`. */
function counted() {
  const done: string[] = [];
  const work = () => {
    const result = `work ${done.length + 1}`;
    done.push(result);
    return Promise.resolve(result);
  };
  return { done, work };
}

describe("an event", () => {
  it("brings its work about once, and gives its result to every telling", async () => {
    const { done, work } = counted();
    expect(await once(NAME, work, tools())).toEqual({ first: true, kept: true, result: "work 1" });
    expect(await once(NAME, work, tools())).toEqual({ first: false, kept: true, result: "work 1" });
    expect(done).toHaveLength(1);
  });

  it("may have no result", async () => {
    const nothing = () => Promise.resolve(undefined);
    expect(await once(NAME, nothing, tools())).toEqual({ first: true, kept: true });
    expect(await once(NAME, nothing, tools())).toEqual({ first: false, kept: true });
  });

  it("is told from every other by its name", async () => {
    const { done, work } = counted();
    for (const name of [NAME, `${NAME} `, "", "__proto__"]) await once(name, work, tools());
    expect(done).toHaveLength(4);
  });

  it("is in progress until its work has ended", async () => {
    const { done, work } = counted();
    let end: (result: string) => void = ignore;
    const first = once(NAME, () => new Promise((resolve) => (end = resolve)), tools());
    await settle();
    await expect(once(NAME, work, tools())).rejects.toThrow(EventInProgressError);
    end("at last");
    expect(await first).toEqual({ first: true, kept: true, result: "at last" });
    expect(await once(NAME, work, tools())).toMatchObject({ first: false, result: "at last" });
    expect(done).toEqual([]);
  });

  it("whose work throws is as if it had never been told of", async () => {
    const { work } = counted();
    await expect(once(NAME, () => Promise.reject(new RetryLater()), tools())).rejects.toThrow(RetryLater);
    expect(await once(NAME, work, tools())).toMatchObject({ first: true, result: "work 1" });
  });

  it("whose work was begun and not heard of is done again after 30 s, and no sooner", async () => {
    const { work } = counted();
    void once(NAME, unfinished, tools());
    await settle();
    time += 30 * SECOND - 1;
    await expect(once(NAME, work, tools())).rejects.toThrow(EventInProgressError);
    time += 1;
    expect(await once(NAME, work, tools())).toMatchObject({ first: true, result: "work 1" });
    expect(await once(NAME, work, tools())).toMatchObject({ first: false, result: "work 1" });
  });

  it("keeps the result of who took it over, whatever who had abandoned it says at last", async () => {
    const { work } = counted();
    let end: (result: string) => void = ignore;
    const frozen = once(NAME, () => new Promise((resolve) => (end = resolve)), tools());
    await settle();
    time += 31 * SECOND;
    await once(NAME, work, tools());
    end("too late");
    expect(await frozen).toEqual({ first: true, kept: false, result: "too late" });
    expect(await once(NAME, work, tools())).toMatchObject({ first: false, result: "work 1" });
  });

  it("that was taken over is in progress anew for 30 s", async () => {
    void once(NAME, unfinished, tools());
    await settle();
    time += 31 * SECOND;
    void once(NAME, unfinished, tools());
    await settle();
    time += 29 * SECOND;
    await expect(once(NAME, unfinished, tools())).rejects.toThrow(EventInProgressError);
  });

  it("is remembered for longer than the day that its source repeats itself", async () => {
    const { work } = counted();
    await once(NAME, work, tools());
    time += 25 * HOUR;
    expect(await once(NAME, work, tools())).toMatchObject({ first: false, result: "work 1" });
  });

  it("is kept under a hash of its name", async () => {
    await once(NAME, counted().work, tools());
    const { records } = await store.list("events", undefined);
    expect(records).toHaveLength(1);
    expect(records[0]?.key).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(records)).not.toMatch(/SM1|PJ1/);
  });

  it("whose record cannot be read is not guessed at", async () => {
    const { done, work } = counted();
    await once(NAME, work, tools());
    const { records } = await store.list("events", undefined);
    for (const record of records) await store.replace("events", record, { state: "of tomorrow" }, 60);
    await expect(once(NAME, work, tools())).rejects.toThrow(StoreUnavailableError);
    expect(done).toHaveLength(1);
  });
});

/** A store each of whose calls goes well, is refused, or is done while its answer is lost: as it is chosen. */
function faultyStore(choose: (from: readonly Possibility[]) => Possibility): RecordStore {
  const ask = async <Result>(act: () => Promise<Result>): Promise<Result> => {
    const fate = choose(["goes well", "is refused", "loses its answer"].map(named)).name;
    if (fate === "is refused") throw new StoreUnavailableError("It refuses.");
    const result = await act();
    if (fate === "loses its answer") throw new StoreUnavailableError("Its answer is lost.");
    return result;
  };
  return {
    create: (...all) => ask(() => store.create(...all)),
    read: (...all) => ask(() => store.read(...all)),
    replace: (...all) => ask(() => store.replace(...all)),
    remove: (...all) => ask(() => store.remove(...all)),
    list: (...all) => ask(() => store.list(...all)),
  };
}

const named = (name: string): Possibility => ({ name, happen: () => undefined });

describe("whatever befalls the store", () => {
  it("the work is done once, or again only where its record could not be kept", async () => {
    let unkept = 0;
    const orders = await inEveryOrder(async (choose) => {
      store = memoryStore(() => time);
      const faulty = faultyStore(choose);
      const { done, work } = counted();
      const heard: Done[] = [];
      for (const pause of [0, 0, 31 * SECOND]) {
        time += pause;
        const told = await once(NAME, work, tools(faulty)).catch(storeOrProgress);
        if (told !== undefined) heard.push(told);
      }
      time += 31 * SECOND;
      heard.push(await once(NAME, work, tools()));

      const doubtful = heard.filter(({ first, kept }) => first && !kept).length;
      expect(done.length).toBeGreaterThanOrEqual(1);
      expect(done.length).toBeLessThanOrEqual(1 + doubtful);
      expect(heard.filter(({ first }) => first)).toHaveLength(done.length);
      for (const { result } of heard) expect(done).toContain(result);
      unkept += doubtful;
    });
    expect(orders).toBeGreaterThan(100);
    expect(unkept).toBeGreaterThan(0);
  });

  it("work that wants to be done later is done when it can be", async () => {
    const orders = await inEveryOrder(async (choose) => {
      store = memoryStore(() => time);
      const { done, work } = counted();
      const later = () => Promise.reject(new RetryLater());
      const first = once(NAME, later, tools(faultyStore(choose)));
      await expect(first).rejects.toThrow(/hook asked|refuses|lost/);
      time += 31 * SECOND;
      expect(await once(NAME, work, tools())).toMatchObject({ first: true });
      expect(done).toHaveLength(1);
    });
    expect(orders).toBeGreaterThan(5);
  });
});

function storeOrProgress(error: unknown): undefined {
  if (!(error instanceof StoreUnavailableError) && !(error instanceof EventInProgressError)) throw error;
}

describe("told of by several instances at once", () => {
  const beginnings: [string, () => Promise<void>][] = [
    ["anew", () => Promise.resolve()],
    [
      "after another abandoned it",
      async () => {
        void once(NAME, unfinished, tools());
        await settle();
        time += 31 * SECOND;
      },
    ],
    ["after one that wanted it later", () => once(NAME, wantsItLater, tools()).then(never, () => undefined)],
  ];

  it.each(beginnings)("%s, it is done by one, in whatever order they come", async (_case, begin) => {
    let refused = 0;
    const orders = await inEveryOrder(async (choose) => {
      store = memoryStore(() => time);
      await begin();
      const stepped = steppedNetwork("two steps");
      const { done, work } = counted();
      const tellings = ["A", "B"].map((name) => {
        const instance = createProcess(name, createClock());
        const through = carriedStore(store, { remainingMs: () => 1e9 }, stepped.network, instance, ignore);
        return once(NAME, work, tools(through)).catch(storeOrProgress);
      });
      await playOut(() => stepped.possibilities(), choose);
      const heard = (await Promise.all(tellings)).filter((told) => told !== undefined);
      expect(done).toEqual(["work 1"]);
      expect(heard.filter(({ first }) => first)).toHaveLength(1);
      expect(heard.map(({ result }) => result)).toEqual(heard.map(() => "work 1"));
      refused += 2 - heard.length;
    });
    expect(orders).toBeGreaterThan(10);
    expect(refused).toBeGreaterThan(0);
  });

  it("while its work is given back, it is done once at the most", async () => {
    await inEveryOrder(async (choose) => {
      store = memoryStore(() => time);
      const stepped = steppedNetwork("one step");
      const { done, work } = counted();
      const through = (name: string) => {
        const instance = createProcess(name, createClock());
        return tools(carriedStore(store, { remainingMs: () => 1e9 }, stepped.network, instance, ignore));
      };
      const first = once(NAME, wantsItLater, through("A")).catch(ignore);
      const others = ["B", "C"].map((name) => once(NAME, work, through(name)).catch(storeOrProgress));
      await playOut(() => stepped.possibilities(), choose);
      await Promise.all([first, ...others]);
      expect(done.length).toBeLessThanOrEqual(1);
    });
  });
});

const wantsItLater = () => Promise.reject(new RetryLater());
const ignore = () => undefined;
const never = () => {
  throw new TypeError("It was done.");
};

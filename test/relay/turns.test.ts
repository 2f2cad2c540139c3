import { createTurns } from "../../src/relay/turns";

/** A sleep that ends when told to. */
function world() {
  const sleepers: (() => void)[] = [];
  const sleep = (_ms: number, signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      sleepers.push(resolve);
      signal.addEventListener("abort", () => {
        resolve();
      });
    });
  const turns = createTurns(sleep);
  const events: string[] = [];
  const begin = (name: string, what: string) => {
    let finish: () => void = () => undefined;
    const done = turns.take(name, 1_000, async () => {
      events.push(`${what} begins`);
      await new Promise<void>((resolve) => (finish = resolve));
      events.push(`${what} ends`);
      return what;
    });
    return {
      done,
      finish: () => {
        finish();
      },
    };
  };
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return {
    turns,
    events,
    begin,
    settle,
    timeIsUp: () => {
      sleepers.splice(0).forEach((wake) => {
        wake();
      });
    },
  };
}

describe("turns", () => {
  it("come one after the other for one name, in the order of asking", async () => {
    const { events, begin, settle } = world();
    const first = begin("a", "first");
    const second = begin("a", "second");
    const third = begin("a", "third");
    for (const { finish } of [first, second, third]) {
      await settle();
      finish();
    }
    expect(await Promise.all([first.done, second.done, third.done])).toEqual(["first", "second", "third"]);
    expect(events).toEqual([
      ...["first begins", "first ends"],
      ...["second begins", "second ends"],
      ...["third begins", "third ends"],
    ]);
  });

  it("do not wait for another name", async () => {
    const { events, begin, settle } = world();
    begin("a", "first");
    const other = begin("b", "other");
    await settle();
    other.finish();
    expect(await other.done).toBe("other");
    expect(events).toEqual(["first begins", "other begins", "other ends"]);
  });

  it("are given up when they take too long, and do not hold up those behind", async () => {
    const { events, begin, settle, timeIsUp } = world();
    const first = begin("a", "first");
    const second = begin("a", "second");
    await settle();
    timeIsUp();
    expect(await second.done).toBeUndefined();
    const third = begin("a", "third");
    await settle();
    expect(events).toEqual(["first begins"]);
    first.finish();
    await settle();
    third.finish();
    expect(await third.done).toBe("third");
  });

  it("pass on when the work fails", async () => {
    const { turns } = world();
    const failing = turns.take("a", 1_000, () => Promise.reject(new Error("no")));
    const next = turns.take("a", 1_000, () => Promise.resolve("next"));
    await expect(failing).rejects.toThrow("no");
    expect(await next).toBe("next");
  });
});

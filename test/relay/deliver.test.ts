import fc from "fast-check";
import { deadlineIn } from "../../src/relay/deadline";
import { deliver, type DeliverOptions, type DeliveryTools } from "../../src/relay/deliver";
import { NetworkError, ProviderUnreachableError } from "../../src/relay/errors";
import type { InsightsAnswer } from "../../src/relay/insights-answer";
import { createPause } from "../../src/relay/pause";
import { createRankGuard } from "../../src/relay/rank-guard";
import { createTurns } from "../../src/relay/turns";
import type { InsightsUpdate } from "../../src/relay/update";

const TAKEN: InsightsAnswer = { verdict: "taken", requestId: "r-1" };
const again = (status = 503, afterMs?: number): InsightsAnswer => ({
  verdict: "try_again",
  status,
  ...(afterMs === undefined ? {} : { afterMs }),
});
const MISCONFIGURED: InsightsAnswer = { verdict: "misconfigured", status: 401 };
const NEVER: InsightsAnswer = { verdict: "never", status: 400 };
const RESET = new NetworkError("ECONNRESET", true);
const STALL = "stall";

const update = (status = "sent"): InsightsUpdate => ({
  endpoint: "/data/messages/twilio",
  key: { provider: "twilio", id: "SM1" },
  status,
  payload: { sid: "SM1", status },
});

/** Insights on a clock of its own: answers from a script, each after 10 ms; what stalls takes all the time it is given. */
function world(script: readonly (InsightsAnswer | Error | typeof STALL)[], chance = 0.5) {
  let time = 0;
  const now = () => time;
  const posted: string[] = [];
  const slept: number[] = [];
  const answers = [...script];
  const tools: DeliveryTools = {
    post: ({ status }, timeoutMs) => {
      posted.push(String(status));
      const answer = answers.shift() ?? TAKEN;
      time += answer === STALL ? timeoutMs : 10;
      if (answer === STALL) return Promise.reject(new NetworkError("TIMEOUT", true));
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
    guard: createRankGuard(),
    pause: createPause(5_000, now),
    turns: createTurns(() => new Promise(() => undefined)),
    reread: (same) => Promise.resolve(same),
    random: () => chance,
    sleep: (ms) => {
      slept.push(ms);
      time += ms;
      return Promise.resolve();
    },
  };
  const run = (
    what = update(),
    budgetMs = 8_000,
    changes: Partial<DeliveryTools> = {},
    options: DeliverOptions = {},
  ) => deliver(what, deadlineIn(budgetMs, now), { ...tools, ...changes }, options);
  return { run, posted, slept, tools, now, advance: (ms: number) => (time += ms) };
}

describe("deliver", () => {
  it("posts once when Insights takes the update", async () => {
    const { run, posted, slept } = world([TAKEN]);
    expect(await run()).toEqual({ outcome: "delivered", attempts: 1, requestId: "r-1" });
    expect([posted, slept]).toEqual([["sent"], []]);
  });

  it.each([
    ["a reset connection", RESET],
    ["an unknown host", new NetworkError("ENOTFOUND", false)],
    ["a refused connection", new NetworkError("ECONNREFUSED", false)],
    ["a TLS fault", new NetworkError("CERT_HAS_EXPIRED", false)],
    ["a stall", STALL],
    ["408", again(408)],
    ["425", again(425)],
    ["429", again(429)],
    ["500", again(500)],
    ["502", again(502)],
    ["503", again(503)],
    ["504", again(504)],
  ] as const)("tries again after %s", async (_case, setback) => {
    const { run } = world([setback, TAKEN]);
    expect(await run()).toEqual({ outcome: "delivered", attempts: 2, requestId: "r-1" });
  });

  it("delivers after two stalls while the budget lasts: one slow try does not use it up", async () => {
    const { run, now } = world([STALL, STALL, TAKEN]);
    expect(await run()).toMatchObject({ outcome: "delivered", attempts: 3 });
    expect(now()).toBeLessThan(8_000);
  });

  it("waits as long as Retry-After asks", async () => {
    const { run, slept } = world([again(429, 3_000), TAKEN]);
    expect(await run()).toMatchObject({ outcome: "delivered" });
    expect(slept).toEqual([3_000]);
  });

  it("gives up at once when Retry-After asks for more than the budget holds", async () => {
    const { run, slept, now } = world([again(429, 60_000)]);
    expect(await run()).toEqual({
      outcome: "failed",
      attempts: 1,
      reason: "insights_rate_limited",
      status: 429,
    });
    expect([slept, now()]).toEqual([[], 10]);
  });

  it.each([
    ["insights_unavailable", again(500), { status: 500 }],
    ["insights_rate_limited", again(429), { status: 429 }],
    ["insights_unreachable", RESET, {}],
    ["insights_timeout", STALL, {}],
  ] as const)("says %s when that is what used up the budget", async (reason, setback, details) => {
    const { run, now } = world(Array.from({ length: 50 }, () => setback));
    const outcome = await run();
    expect(outcome).toMatchObject({ outcome: "failed", reason, ...details });
    expect(now()).toBeLessThanOrEqual(8_000);
  });

  it("asks Insights nothing when no time is left", async () => {
    const { run, posted } = world([]);
    expect(await run(update(), 20)).toEqual({ outcome: "failed", attempts: 0, reason: "out_of_time" });
    expect(posted).toEqual([]);
  });

  it("never waits past its deadline, whatever Insights does", async () => {
    const mishap = fc.oneof(
      fc.constant(RESET),
      fc.constant(STALL as typeof STALL),
      fc.nat(20_000).map((ms) => again(429, ms)),
      fc.constant(again(500)),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(mishap),
        fc.nat(10_000),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        async (script, budget, chance) => {
          const { run, now } = world(script, chance);
          await run(update(), budget);
          // One answer that takes 10 ms may begin with less than that left.
          expect(now()).toBeLessThanOrEqual(budget + 10);
        },
      ),
    );
  });

  it("takes a refusal of the update as final", async () => {
    const { run, posted } = world([NEVER]);
    expect(await run()).toEqual({
      outcome: "rejected",
      attempts: 1,
      reason: "insights_rejected",
      status: 400,
    });
    expect(posted).toHaveLength(1);
  });

  it("does not repeat what Insights refuses for its token or URL, and pauses before it asks again", async () => {
    const { run, posted, advance } = world([MISCONFIGURED, TAKEN]);
    expect(await run()).toEqual({
      outcome: "failed",
      attempts: 1,
      reason: "insights_misconfigured",
      status: 401,
    });
    for (let n = 0; n < 100; n++) {
      expect(await run()).toEqual({ outcome: "failed", attempts: 0, reason: "insights_misconfigured" });
    }
    expect(posted).toHaveLength(1);
    advance(5_000);
    expect(await run()).toMatchObject({ outcome: "delivered" });
  });

  it("holds back a lower status than the one delivered", async () => {
    const { run, posted } = world([]);
    await run(update("delivered"));
    expect(await run(update("sent"))).toEqual({ outcome: "superseded", attempts: 0 });
    expect(await run(update("read"))).toMatchObject({ outcome: "delivered" });
    expect(posted).toEqual(["delivered", "read"]);
  });

  it("repeats the truth, not the update: a later status at the provider takes its place", async () => {
    const { run, posted } = world([again(), TAKEN]);
    await run(update("sent"), 8_000, { reread: () => Promise.resolve(update("delivered")) });
    expect(posted).toEqual(["sent", "delivered"]);
  });

  it("drops a retry that a later status has overtaken meanwhile", async () => {
    const { run, posted, tools } = world([again()]);
    const overtaken = run(update("sent"), 8_000, {
      sleep: () => {
        tools.guard.delivered(update("delivered"));
        return Promise.resolve();
      },
    });
    expect(await overtaken).toEqual({ outcome: "superseded", attempts: 1 });
    expect(posted).toEqual(["sent"]);
  });

  it("says that a post without an answer may still take the message back, once a later status is there", async () => {
    const { run } = world([STALL, TAKEN]);
    const overtaken = await run(update("sent"), 8_000, {
      reread: () => Promise.resolve(update("delivered")),
    });
    expect(overtaken).toMatchObject({ outcome: "delivered", unsettled: true });
    const same = world([STALL, TAKEN]);
    expect(await same.run(update("sent"))).not.toHaveProperty("unsettled");
    const held = world([STALL]);
    const superseded = held.run(update("sent"), 8_000, {
      sleep: () => {
        held.tools.guard.delivered(update("delivered"));
        return Promise.resolve();
      },
    });
    expect(await superseded).toMatchObject({ outcome: "superseded", unsettled: true });
  });

  it("repeats nothing when the truth cannot be read", async () => {
    const { run, posted } = world([again()]);
    const reread = () => Promise.reject(new ProviderUnreachableError("down"));
    expect(await run(update(), 8_000, { reread })).toEqual({
      outcome: "failed",
      attempts: 1,
      reason: "provider_unavailable",
    });
    expect(posted).toEqual(["sent"]);
  });

  it("hides no fault of its own", async () => {
    const { run } = world([new TypeError("a bug")]);
    await expect(run()).rejects.toThrow(TypeError);
  });
});

describe("looking again after a post", () => {
  /** The provider's word at each look, the last of them for good. */
  function provider(...words: string[]) {
    let looks = 0;
    return {
      reread: () => Promise.resolve(update(words[Math.min(looks++, words.length - 1)])),
      looks: () => looks,
    };
  }

  it("posts what the message has become while it was posted, until that is what Insights has", async () => {
    const { run, posted, slept } = world([]);
    const { reread, looks } = provider("sent", "delivered", "delivered");
    const outcome = await run(update("queued"), 8_000, { reread }, { lookAgain: true });
    expect(outcome).toMatchObject({ outcome: "delivered", attempts: 3 });
    expect([posted, slept, looks()]).toEqual([["queued", "sent", "delivered"], [], 3]);
  });

  it("costs one look where nothing has changed", async () => {
    const { run, posted } = world([]);
    const { reread, looks } = provider("queued");
    const outcome = await run(update("queued"), 8_000, { reread }, { lookAgain: true });
    expect(outcome).toMatchObject({ outcome: "delivered", attempts: 1 });
    expect([posted, looks()]).toEqual([["queued"], 1]);
  });

  it("costs nothing where a webhook's own words get through at once", async () => {
    const { run } = world([TAKEN]);
    const { reread, looks } = provider("delivered");
    await run(update("sent"), 8_000, { reread });
    expect(looks()).toBe(0);
  });

  it("is done after every retry, whose words are the relay's own", async () => {
    const { run, posted } = world([again(), TAKEN]);
    const { reread } = provider("sent", "delivered");
    expect(await run(update("sent"), 8_000, { reread })).toMatchObject({ outcome: "delivered" });
    expect(posted).toEqual(["sent", "sent", "delivered"]);
  });

  it.each([
    ["the provider cannot be asked", () => Promise.reject(new ProviderUnreachableError("down")), 8_000],
    ["no time is left", () => Promise.resolve(update("queued")), 55],
  ])("leaves the message to the outbox where %s", async (_case, reread, budgetMs) => {
    const { run, posted } = world([]);
    const outcome = await run(update("queued"), budgetMs, { reread }, { lookAgain: true });
    expect(outcome).toMatchObject({ outcome: "failed", attempts: 1 });
    expect(posted).toEqual(["queued"]);
  });
});

describe("a status that is there already, reported again for another reason", () => {
  const at = (asOf: number, status = "delivered"): InsightsUpdate => ({ ...update(status), asOf });

  it("is not posted for a webhook, which makes older reports too old all the same", async () => {
    const { run, posted } = world([]);
    await run(at(5, "failed"));
    expect(await run(at(12, "failed"))).toEqual({ outcome: "superseded", attempts: 0 });
    expect(await run(at(9, "queued"))).toEqual({ outcome: "superseded", attempts: 0 });
    expect(posted).toEqual(["failed"]);
  });

  it("is posted where it was looked up, for it may have been undone", async () => {
    const { run, posted } = world([]);
    await run(at(5));
    expect(await run(at(9), 8_000, {}, { lookAgain: true })).toMatchObject({ outcome: "delivered" });
    expect(posted).toEqual(["delivered", "delivered"]);
  });
});

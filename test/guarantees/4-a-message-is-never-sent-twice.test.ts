import { send } from "../../src/runtime/routes/send";
import { createClock } from "./world/clock";
import { inEveryOrder, playOut, steppedNetwork, type Possibility } from "./world/interleavings";
import { sendRequest } from "./world/requests";
import { createScene, DEAF, DOWN, LOST, SILENT, UNREACHABLE } from "./world/scene";
import { createWorld } from "./world/world";

/**
 * Guarantee 4. A message is never sent twice by the relay: a request to Twilio is made once, and never repeated. Of all
 * requests with one Idempotency-Key in 24 hours, one sends; the others hear what became of it.
 */
const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const KEY = "order 1001/ä";
const TEXT = "Your code is 4711.";
const hello = (key: string | undefined = KEY) => sendRequest(TEXT, key);

describe.each(["sync", "memory"] as const)("an Idempotency-Key, kept in a store (%s),", (store) => {
  it("gives the first answer again, and says that it does", async () => {
    const { ask, twilio, clock } = createScene(store);
    const first = await ask(send, hello());
    const { sid } = first?.body.message as { sid: string };
    twilio.progress(sid, "delivered");
    await clock.advance(HOUR);
    const second = await ask(send, hello(), "B");
    expect(first).toMatchObject({ status: 201, headers: {} });
    expect(second).toMatchObject({ status: 201, headers: { "idempotent-replayed": "true" } });
    expect(second?.body).toEqual(first?.body);
    expect(twilio.messages.size).toBe(1);
  });

  it("is refused with 422 for another message, which is not sent", async () => {
    const { ask, twilio } = createScene(store);
    await ask(send, hello());
    const other = await ask(send, sendRequest("Another text.", KEY), "B");
    expect(other).toMatchObject({ status: 422, body: { error: { code: "idempotency_key_reused" } } });
    expect(twilio.messages.size).toBe(1);
  });

  it("is answered 409 while its first request is under way, and replayed after it", async () => {
    const { ask, process, twilio, clock, faults } = createScene(store);
    faults.twilio = ({ what }) => (what.startsWith("POST") ? { backMs: 3 * SECOND } : undefined);
    process("A").visit(send, hello());
    await clock.advance(SECOND);
    expect(await ask(send, hello(), "B")).toMatchObject({
      status: 409,
      body: { error: { code: "send_in_progress" } },
    });
    await clock.advance(5 * SECOND);
    expect(await ask(send, hello(), "B")).toMatchObject({ status: 201 });
    expect(twilio.messages.size).toBe(1);
  });

  it("lasts 24 hours from the first answer", async () => {
    const { ask, twilio, clock } = createScene(store);
    await ask(send, hello());
    const answered = clock.now();
    await clock.advance(24 * HOUR - SECOND);
    expect(await ask(send, hello())).toMatchObject({ headers: { "idempotent-replayed": "true" } });
    await clock.advance(answered + 24 * HOUR - clock.now());
    expect(await ask(send, hello())).toMatchObject({ status: 201, headers: {} });
    expect(twilio.messages.size).toBe(2);
  });

  it("is kept as a hash, and nothing of the message with it", async () => {
    const { ask, everStored, contents } = createScene(store);
    await ask(send, hello());
    for (const text of [KEY, "order", TEXT, "4711", "+15550100123"]) expect(everStored(text)).toBe(false);
    const [record] = await contents("sends");
    expect(record?.key).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(record?.data).length).toBeLessThan(1_024);
  });

  it.each([
    ["refuses the message", { upstream: "refuses", refusal: 3 } as const, 400],
    ["is not reached", UNREACHABLE, 502],
  ])("is free again when Twilio %s: certainly nothing was sent", async (_case, fault, status) => {
    const { ask, twilio, faults } = createScene(store);
    faults.twilio = fault;
    expect(await ask(send, hello())).toMatchObject({ status });
    faults.twilio = {};
    expect(await ask(send, hello(), "B")).toMatchObject({ status: 201, headers: {} });
    expect(twilio.messages.size).toBe(1);
  });

  it.each([
    ["the answer is lost", LOST],
    ["the answer never comes", SILENT],
    ["something on the way answers in Twilio's place", { answer: "garbled" } as const],
  ])("finds the message again when %s, and never sends a second", async (_case, fault) => {
    const { ask, twilio, insights, faults } = createScene(store);
    faults.twilio = fault;
    expect(await ask(send, hello())).toMatchObject({
      status: 504,
      body: { error: { code: "outcome_unknown" } },
    });
    faults.twilio = {};
    const [sid] = twilio.messages.keys();
    for (const on of ["B", "C"]) {
      expect(await ask(send, hello(), on)).toMatchObject({
        status: 201,
        headers: { "idempotent-replayed": "true" },
        body: { message: { sid, status: "queued" }, insights: { outcome: "delivered" } },
      });
    }
    expect(twilio.messages.size).toBe(1);
    expect(insights.messages.get(String(sid))).toMatchObject({ status: "queued", body: TEXT });
  });

  it("is not sent again where no message of it is found: that proves nothing", async () => {
    const { ask, twilio, faults } = createScene(store);
    faults.twilio = DEAF;
    expect(await ask(send, hello())).toMatchObject({ status: 504 });
    faults.twilio = {};
    expect(await ask(send, hello())).toMatchObject({
      status: 504,
      body: { error: { code: "outcome_unknown" } },
    });
    expect(twilio.messages.size).toBe(0);
  });

  it("of a process that died in the middle is answered 409 for 30 s, and looked up from then on", async () => {
    const { ask, process, twilio, clock, faults } = createScene(store);
    const started = clock.now();
    faults.twilio = { process: "dies" };
    process("A").visit(send, hello());
    await clock.advance(SECOND);
    faults.twilio = {};
    expect(twilio.messages.size).toBe(1);
    await clock.advance(started + 29 * SECOND - clock.now());
    expect(await ask(send, hello(), "B")).toMatchObject({ status: 409 });
    await clock.advance(started + 30.1 * SECOND - clock.now());
    expect(await ask(send, hello(), "B")).toMatchObject({
      status: 201,
      headers: { "idempotent-replayed": "true" },
    });
    expect(twilio.messages.size).toBe(1);
  });

  it("sends nothing when the store is down: the promise could not be kept", async () => {
    const { ask, twilio, faults } = createScene(store);
    faults.store = DOWN;
    expect(await ask(send, hello())).toMatchObject({
      status: 503,
      body: { error: { code: "store_unavailable" } },
    });
    expect(twilio.messages.size).toBe(0);
  });

  it("is not lost with the store's answer: whoever claimed it knows its own claim again", async () => {
    const { ask, twilio, faults } = createScene(store);
    let creations = 0;
    faults.store = ({ what }) =>
      /^POST .*\/Items$|^create/.test(what) && ++creations === (store === "sync" ? 2 : 1) ? LOST : undefined;
    expect(await ask(send, hello())).toMatchObject({ status: 201, headers: {} });
    expect(twilio.messages.size).toBe(1);
  });
});

it("nothing is sent when a slow store has left no time for it, and the key is free again", async () => {
  const { ask, twilio, faults, exchanges } = createScene("sync");
  faults.store = { backMs: 1_900 };
  expect(await ask(send, hello())).toMatchObject({
    status: 502,
    body: { error: { code: "provider_unreachable" } },
  });
  expect(exchanges.filter(({ upstream }) => upstream === "twilio")).toEqual([]);
  delete faults.store;
  expect(await ask(send, hello())).toMatchObject({ status: 201, headers: {} });
  expect(twilio.messages.size).toBe(1);
});

describe("two requests with one Idempotency-Key at once", () => {
  const scenes: [string, "lives" | "dies"][] = [
    ["whatever the order of their steps", "lives"],
    ["wherever the first of them dies", "dies"],
  ];
  it.each(scenes)("send one message, %s", async (_case, fate) => {
    const counts = new Set<number>();
    const orders = await inEveryOrder(async (choose) => {
      const stepped = steppedNetwork("one step");
      const world = createWorld({ clock: createClock(), network: stepped.network, store: "memory" });
      const [a, b] = [world.startProcess("A"), world.startProcess("B")];
      const both = [a.visit(send, hello()), b.visit(send, hello())];
      const death: Possibility[] = [
        {
          name: "A dies",
          happen() {
            a.kill();
            death.length = 0;
          },
        },
      ];
      await playOut(() => {
        const possible = stepped.possibilities();
        return fate === "dies" && possible.length > 0 ? [...possible, ...death] : possible;
      }, choose);
      const statuses = both.map(({ ended }) => ended?.answer.status);
      if (fate === "lives")
        expect([
          [201, 201],
          [201, 409],
          [409, 201],
        ]).toContainEqual(statuses);
      counts.add(world.twilio.messages.size);
    });
    expect(Math.max(...counts)).toBe(1);
    expect(orders).toBeGreaterThan(10);
  });
});

describe("a request without an Idempotency-Key", () => {
  it.each([
    ["loses its answer", LOST],
    ["never answers", SILENT],
    ["fails", DOWN],
    ["is not reached", UNREACHABLE],
  ])("is made to Twilio once when Twilio %s", async (_case, fault) => {
    const { ask, faults, exchanges } = createScene();
    faults.twilio = fault;
    const reply = await ask(send, sendRequest(TEXT));
    expect(reply?.status).toBeGreaterThanOrEqual(502);
    expect(exchanges.filter(({ what }) => what.startsWith("POST"))).toHaveLength(1);
  });
});

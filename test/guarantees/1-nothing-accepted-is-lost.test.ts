import fc from "fast-check";
import { entryKey } from "../../src/relay/outbox-entry";
import { opsDrain } from "../../src/runtime/routes/ops-drain";
import { send } from "../../src/runtime/routes/send";
import { twilioEvents } from "../../src/runtime/routes/twilio-events";
import { twilioInbound } from "../../src/runtime/routes/twilio-inbound";
import { twilioStatus } from "../../src/runtime/routes/twilio-status";
import { sandboxAccounts } from "../../src/sandbox/accounts";
import type { Exchange } from "./world/exchange";
import { drainRequest, eventsRequest, inboundRequest, sendRequest, statusRequest } from "./world/requests";
import { createScene, DOWN, LOST } from "./world/scene";

/**
 * Guarantee 1. Nothing accepted is lost: an update that was answered with 2xx is in Insights, in the outbox, or a dead
 * letter with its reason.
 */
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const INBOUND = "SM000000000000000000000000000000ff";

/** A message that Twilio knows, sent by whomever. */
function sentAtTwilio({ twilio }: ReturnType<typeof createScene>, text = "Hello"): string {
  return twilio.create(new URLSearchParams({ To: "+15550100123", From: "+15550100100", Body: text })).sid;
}

describe.each(["sync", "memory"] as const)("with a store (%s),", (store) => {
  it("an outage of hours passes, and Insights ends with every message and its newest status", async () => {
    const scene = createScene(store);
    const { ask, faults, clock, twilio, insights, contents } = scene;
    faults.insights = DOWN;
    const reply = await ask(send, sendRequest("Hello"), "A");
    expect(reply).toMatchObject({ status: 201, body: { insights: { outcome: "deferred" } } });
    const { sid } = reply?.body.message as { sid: string };
    const other = sentAtTwilio(scene);
    for (const status of ["sent", "delivered"]) {
      await clock.advance(HOUR);
      twilio.progress(sid, status);
      twilio.progress(other, status);
      expect(await ask(twilioStatus, statusRequest({ sid, status }), "B")).toMatchObject({ status: 200 });
      const events = eventsRequest([{ sid: other, status }], true);
      expect(await ask(twilioEvents, events, "C")).toMatchObject({ status: 200 });
    }
    twilio.receive({ MessageSid: INBOUND, From: "+15550100123", To: "+15550100100", Body: "Hi" });
    expect(await ask(twilioInbound, inboundRequest(INBOUND, "Hi"))).toMatchObject({ status: 200 });
    expect(await contents("outbox")).toHaveLength(3);
    expect(insights.messages.size).toBe(0);

    delete faults.insights;
    await clock.advance(HOUR);
    expect(await ask(opsDrain, drainRequest())).toMatchObject({
      body: { delivered: 3, dead: 0, remaining: 0 },
    });
    expect(insights.messages.get(sid)).toMatchObject({ status: "delivered", body: "Hello" });
    expect(insights.messages.get(other)).toMatchObject({ status: "delivered", body: "Hello" });
    expect(insights.messages.get(INBOUND)).toMatchObject({ status: "received", body: "Hi" });
    expect(await contents("outbox")).toEqual([]);
  });

  it("a wrong token parks everything and kills nothing, and all of it delivers once the token is right", async () => {
    const scene = createScene(store);
    const { ask, context, contents, insights, clock, exchanges, lines } = scene;
    context.VOLT_API_TOKEN = "wrong";
    const sids = Array.from({ length: 12 }, () => sentAtTwilio(scene));
    for (const sid of sids) {
      expect(await ask(twilioStatus, statusRequest({ sid, status: "queued" }))).toMatchObject({
        status: 200,
      });
    }
    for (let n = 0; n < 5; n++) {
      await clock.advance(HOUR);
      expect(await ask(opsDrain, drainRequest())).toMatchObject({ body: { delivered: 0, dead: 0 } });
    }
    expect([await contents("outbox"), await contents("dead")]).toMatchObject([{ length: 12 }, { length: 0 }]);
    expect(exchanges.filter(({ upstream }) => upstream === "insights").length).toBeLessThan(12);
    expect(lines.filter((line) => line.includes('"level":"error"')).length).toBeLessThan(8);

    context.VOLT_API_TOKEN = sandboxAccounts.voltApiToken;
    await clock.advance(HOUR);
    expect(await ask(opsDrain, drainRequest())).toMatchObject({ body: { delivered: 12, remaining: 0 } });
    expect([...insights.messages.keys()].sort()).toEqual([...sids].sort());
  });

  it("what was deferred delivers in passing, too, when the next update gets through", async () => {
    const scene = createScene(store);
    const { ask, faults, clock, insights } = scene;
    const [first, second] = [sentAtTwilio(scene), sentAtTwilio(scene)];
    faults.insights = DOWN;
    await ask(twilioStatus, statusRequest({ sid: first, status: "queued" }));
    delete faults.insights;
    // It starts anywhere, and looks at a little: so many live updates find every shard.
    for (let n = 0; n < 60 && insights.messages.size < 2; n++) {
      await clock.advance(10_000);
      await ask(twilioStatus, statusRequest({ sid: second, status: "queued" }));
    }
    expect([...insights.messages.keys()].sort()).toEqual([first, second].sort());
  });

  it("wherever a drain dies, the next one after its lease finishes what it began", async () => {
    for (let dyingAt = 0; ; dyingAt++) {
      const scene = createScene(store);
      const { ask, faults, clock, twilio, insights, contents, exchanges } = scene;
      const sid = sentAtTwilio(scene);
      faults.insights = DOWN;
      await ask(twilioStatus, statusRequest({ sid, status: "queued" }));
      twilio.progress(sid, "sent");
      await clock.advance(MINUTE);
      const before = exchanges.length;
      const dies = () =>
        exchanges.length === before + dyingAt + 1 ? ({ process: "dies" } as const) : undefined;
      Object.assign(faults, { insights: dies, store: dies, twilio: dies });
      const reply = await ask(opsDrain, drainRequest(), "B");
      Object.assign(faults, { insights: undefined, store: undefined, twilio: undefined });
      await clock.advance(MINUTE);
      await ask(opsDrain, drainRequest(), "C");
      expect(insights.messages.get(sid)).toMatchObject({ status: "sent" });
      expect([await contents("outbox"), await contents("dead")]).toEqual([[], []]);
      if (reply !== undefined) return;
    }
  });

  it("a message at which every drain dies becomes a dead letter, and comes back when it is asked for", async () => {
    const scene = createScene(store);
    const { ask, faults, clock, contents, insights } = scene;
    const sid = sentAtTwilio(scene);
    faults.insights = DOWN;
    await ask(twilioStatus, statusRequest({ sid, status: "queued" }));
    faults.insights = { process: "dies" };
    for (let n = 0; n < 6; n++) {
      expect(await contents("dead")).toEqual([]);
      await clock.advance(2 * MINUTE);
      await ask(opsDrain, drainRequest());
    }
    expect(await contents("dead")).toMatchObject([{ data: { id: sid, reason: "gave_up" } }]);
    expect(await contents("outbox")).toEqual([]);
    delete faults.insights;
    expect(await ask(opsDrain, drainRequest({ dead: true }))).toMatchObject({ body: { delivered: 1 } });
    expect(insights.messages.get(sid)).toMatchObject({ status: "queued" });
    expect(await contents("dead")).toEqual([]);
  });

  it("a store that keeps and does not say so is not believed, and nothing comes of it but a repetition", async () => {
    const scene = createScene(store);
    const { ask, faults, clock, contents, insights } = scene;
    const sid = sentAtTwilio(scene);
    faults.insights = DOWN;
    const isCreation = ({ what }: Exchange) => /^POST .*\/Items$|^create/.test(what);
    faults.store = (exchange) => (isCreation(exchange) ? LOST : undefined);
    expect(await ask(twilioStatus, statusRequest({ sid, status: "queued" }))).toMatchObject({ status: 503 });
    delete faults.store;
    expect(await ask(twilioStatus, statusRequest({ sid, status: "queued" }))).toMatchObject({ status: 200 });
    expect(await contents("outbox")).toHaveLength(1);
    delete faults.insights;
    await clock.advance(HOUR);
    expect(await ask(opsDrain, drainRequest())).toMatchObject({ body: { delivered: 1 } });
    expect(insights.messages.size).toBe(1);
  });
});

it("a callback of a message that the relay has not sent, or not yet heard of, is delivered like any other", async () => {
  const { ask, insights } = createScene();
  const sid = "SM000000000000000000000000000000aa";
  expect(await ask(twilioStatus, statusRequest({ sid, status: "delivered" }))).toMatchObject({ status: 200 });
  expect(insights.messages.get(sid)).toMatchObject({ status: "delivered" });
});

describe("no webhook is answered 2xx without a home for its update", () => {
  const sid = "SM000000000000000000000000000000aa";
  const report = { sid, status: "sent" };
  it.each(["VOLT_API_TOKEN", "VOLT_INSIGHTS_URL", "ACCOUNT_SID", "AUTH_TOKEN", "DOMAIN_NAME"])(
    "with %s missing or unusable",
    async (name) => {
      const scene = createScene();
      scene.context[name] = name === "VOLT_INSIGHTS_URL" ? "not a url" : "";
      const replies = [
        await scene.ask(twilioStatus, statusRequest(report)),
        await scene.ask(twilioEvents, eventsRequest([report], true)),
        await scene.ask(twilioInbound, inboundRequest(sid, "Hi")),
      ];
      expect(replies.map((reply) => reply?.status)).toEqual([500, 500, 500]);
      expect(scene.exchanges).toEqual([]);
    },
  );
});

it("two messages never share an entry, whatever their ids are made of", () => {
  const part = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.constantFrom("a:b", "a", "b", ":", "%3A", "a%3Ab", "/", ""),
  );
  const message = fc.record({ provider: part, id: part }, { noNullPrototype: true });
  fc.assert(
    fc.property(message, message, (one, other) => {
      const same = one.provider === other.provider && one.id === other.id;
      expect(entryKey(one) === entryKey(other)).toBe(same);
    }),
    {
      seed: 1,
      numRuns: 2_000,
      examples: [
        [
          { provider: "ab", id: "c" },
          { provider: "a", id: "bc" },
        ],
        [
          { provider: "a:b", id: "c" },
          { provider: "a", id: "b:c" },
        ],
      ],
    },
  );
});

import { RetryLater } from "../../src/relay/errors";
import type { Message, RelayEvent } from "../../src/relay/message";
import { BATCH_CONCURRENCY } from "../../src/runtime/accept-batch";
import { twilioEvents } from "../../src/runtime/routes/twilio-events";
import { startTestRelay, type TestRelay } from "../helpers/relay";
import { signedEvents } from "../helpers/signed";

const sidOf = (n: number) => `SM${String(n).padStart(32, "0")}`;
const SID = sidOf(1);

const event = (type: string, data: unknown, id = "EZ1") => ({
  specversion: "1.0",
  type,
  source: "/2010-04-01/…",
  id,
  time: "2026-01-01T12:00:00.000Z",
  data,
});
const status = (word: string, sid = SID, more: object = {}) =>
  event(`com.twilio.messaging.message.${word}`, {
    messageSid: sid,
    messageStatus: word.toUpperCase(),
    timestamp: "2026-01-01T12:00:00.000Z",
    ...more,
  });
const summary = (data: unknown) => event("com.twilio.voice.insights.call-summary.complete", data, "EZ2");
const errorLogged = event("com.twilio.error-logs.error.logged", { sid: "NO0", error_code: "11200" }, "NO1");

/** A body that cannot be written again the same: its sender is proven, its words are not. */
const unprovable = (events: object[]) => JSON.stringify(events, null, 2);

let relay: TestRelay;
beforeEach(async () => {
  relay = await startTestRelay();
});
afterEach(() => relay.close());

describe("POST /twilio/events", () => {
  it.each([
    ["a list of many", [status("sent"), status("delivered", sidOf(2))], 2],
    ["a list of one", [status("sent")], 1],
    ["a single object", status("sent"), 1],
    ["data as text", [{ ...status("sent"), data: JSON.stringify({ messageSid: SID }) }], 1],
    ["nothing", [], 0],
  ])("takes %s", async (_case, body, count) => {
    expect(await relay.call(twilioEvents, signedEvents(body))).toMatchObject({ status: 200 });
    expect(relay.insights.messages.size).toBe(count);
  });

  it("maps outbound and inbound messages", async () => {
    const inbound = event("com.twilio.messaging.inbound-message.received", {
      messageSid: sidOf(2),
      body: "Hi",
      numMedia: 1,
    });
    await relay.call(
      twilioEvents,
      signedEvents([status("undelivered", SID, { errorCode: "30003" }), inbound]),
    );
    expect(relay.insights.messages.get(SID)).toMatchObject({ status: "undelivered", error_code: 30003 });
    expect(relay.insights.messages.get(sidOf(2))).toMatchObject({
      direction: "inbound",
      status: "received",
      body: "Hi",
      num_media: "1",
    });
  });

  it("posts the statuses of one message in the order of their rank, whatever their order in the batch", async () => {
    await relay.call(
      twilioEvents,
      signedEvents([status("read"), status("queued"), status("delivered"), status("sent")]),
    );
    expect(relay.insights.statuses(SID)).toEqual(["queued", "sent", "delivered", "read"]);
  });

  it("acknowledges what it does not know, and is not harmed by bad elements", async () => {
    const batch = [
      null,
      "text",
      {},
      { specversion: "1.0", type: "com.twilio.messaging.message.sent", id: "1" },
      event("com.twilio.eventstreams.test-event", { test_id: "1" }),
      event("com.twilio.brand.new", { a: 1 }),
      status("teleported"),
      summary({ wrong: true }),
    ];
    expect(await relay.call(twilioEvents, signedEvents(batch))).toMatchObject({
      status: 200,
      body: { received: 8 },
    });
    expect([...relay.insights.messages.keys()]).toEqual([SID]);
  });

  it("refuses a wrong signature with 403, and asks nobody", async () => {
    const request = { ...signedEvents([status("sent")]), headers: { "x-twilio-signature": "forged" } };
    expect(await relay.call(twilioEvents, request)).toMatchObject({ status: 403 });
    expect([relay.insights.requests, relay.twilio.requests]).toEqual([[], []]);
  });

  it("answers a fault of its own setting with 500, never with a 4xx that would drop the events", async () => {
    relay.context.AUTH_TOKEN = "";
    expect(await relay.call(twilioEvents, signedEvents([status("sent")]))).toMatchObject({ status: 500 });
  });

  it.each([
    ["reset"],
    [{ status: 503 }],
    [{ status: 429, headers: { "retry-after": "60" } }],
    ["hang"],
    [{ status: 401 }],
  ] as const)("answers 503 when one event could be neither delivered nor kept (%j)", async (fault) => {
    relay.setStoreDown(true);
    relay.insights.always(fault);
    const reply = await relay.call(twilioEvents, signedEvents([status("sent")]), 1_800);
    expect(reply).toMatchObject({ status: 503, body: { error: { code: "not_delivered" } } });
  });

  it("delivers the rest of a batch in which one event fails, and keeps the one", async () => {
    const batch = Array.from({ length: 30 }, (_, n) => status("sent", sidOf(n + 1)));
    const { insights } = relay;
    // Retries included, the fifth message never gets through.
    insights.onRequest((request) => {
      if (request.body.includes(sidOf(5))) insights.next("reset");
    });
    const post = relay.instance.http;
    Object.assign(relay.instance, {
      http: (request: Parameters<typeof post>[0]) =>
        request.body?.includes(sidOf(5)) ? post({ ...request, url: "http://127.0.0.1:1/" }) : post(request),
    });
    expect(await relay.call(twilioEvents, signedEvents(batch), 2_500)).toMatchObject({ status: 200 });
    expect(insights.messages.size).toBe(29);
    expect((await relay.store.list("outbox", undefined)).records.map(({ key }) => key)).toEqual([
      `twilio:${sidOf(5)}`,
    ]);
  });

  it("keeps to its concurrency and its budget with a slow Insights", async () => {
    let underWay = 0;
    let most = 0;
    const post = relay.instance.http;
    Object.assign(relay.instance, {
      http: async (request: Parameters<typeof post>[0]) => {
        most = Math.max(most, ++underWay);
        return post(request).finally(() => underWay--);
      },
    });
    relay.insights.always({ delayMs: 20 });
    const batch = Array.from({ length: 100 }, (_, n) => status("sent", sidOf(n + 1)));
    expect(await relay.call(twilioEvents, signedEvents(batch))).toMatchObject({ status: 200 });
    expect(most).toBe(BATCH_CONCURRENCY);
  });

  describe("with a body that is only a hint", () => {
    it("reads the named message from Twilio, and posts that", async () => {
      const { sid } = await relay.createAtTwilio();
      relay.twilio.progress(sid, "sent");
      const forged = unprovable([status("failed", sid, { errorCode: 30003, body: "forged" })]);
      expect(await relay.call(twilioEvents, signedEvents(forged))).toMatchObject({ status: 200 });
      expect(relay.insights.messages.get(sid)).toMatchObject({
        status: "sent",
        body: "Hello",
        error_code: null,
      });
      expect(relay.insights.statuses(sid)).toEqual(["sent"]);
    });

    it("believes nothing that Twilio does not confirm", async () => {
      const forged = unprovable([
        status("delivered", SID),
        status("delivered", "../Accounts"),
        status("read", "SM1"),
      ]);
      expect(await relay.call(twilioEvents, signedEvents(forged))).toMatchObject({ status: 200 });
      expect(relay.insights.requests).toHaveLength(0);
      expect(relay.twilio.requests.map(({ path }) => path)).toEqual([
        `/2010-04-01/Accounts/AC00000000000000000000000000000001/Messages/${SID}.json`,
      ]);
    });

    it("posts a message once, however often it is named, and looks at it before and after", async () => {
      const { sid } = await relay.createAtTwilio();
      await relay.call(
        twilioEvents,
        signedEvents(unprovable([status("sent", sid), status("delivered", sid)])),
      );
      expect(relay.twilio.requests.filter(({ method }) => method === "GET")).toHaveLength(2);
      expect(relay.insights.statuses(sid)).toHaveLength(1);
    });

    it("asks Twilio to come again when Twilio itself cannot be asked", async () => {
      relay.twilio.always({ status: 500 });
      const reply = await relay.call(twilioEvents, signedEvents(unprovable([status("sent", SID)])));
      expect(reply).toMatchObject({ status: 503, body: { error: { code: "not_delivered" } } });
    });

    it("hands other events on as unverified, and runs no message hook", async () => {
      const { sid } = await relay.createAtTwilio();
      const seen: RelayEvent[] = [];
      relay.hooks.onEvent = (happened) => void seen.push(happened);
      relay.hooks.onStatus = () => {
        throw new Error("must not run");
      };
      const call = { call_sid: "CA0", from: { location: { lat: 0, lon: 0 } } };
      await relay.call(twilioEvents, signedEvents(unprovable([summary(call), status("sent", sid)])));
      expect(seen).toMatchObject([{ id: "EZ2", verified: false, data: call }]);
      expect(JSON.stringify(relay.lines)).not.toContain("hook_failed");
    });
  });

  describe("hooks", () => {
    it("get statuses, incoming messages and other events", async () => {
      const messages: [string, Message][] = [];
      const events: RelayEvent[] = [];
      relay.hooks.onStatus = (message) => void messages.push(["status", message]);
      relay.hooks.onIncomingMessage = (message) => void messages.push(["incoming", message]);
      relay.hooks.onEvent = (happened) => void events.push(happened);
      const inbound = event("com.twilio.messaging.inbound-message.received", {
        messageSid: sidOf(2),
        body: "Hi",
      });
      await relay.call(
        twilioEvents,
        signedEvents([status("delivered"), inbound, summary({ call_sid: "CA0", duration: 3 }), errorLogged]),
      );
      expect(messages).toMatchObject([
        ["status", { id: SID, status: "delivered" }],
        ["incoming", { id: sidOf(2), body: "Hi" }],
      ]);
      expect(events).toMatchObject([
        { id: "EZ2", verified: true, data: { call_sid: "CA0", duration: 3 } },
        { id: "NO1" },
      ]);
    });

    it("make Event Streams come again by throwing RetryLater, and by nothing else", async () => {
      relay.hooks.onEvent = () => Promise.reject(new Error("a fault"));
      expect(await relay.call(twilioEvents, signedEvents([summary({ call_sid: "CA0" })]))).toMatchObject({
        status: 200,
      });
      relay.hooks.onEvent = () => Promise.reject(new RetryLater());
      expect(await relay.call(twilioEvents, signedEvents([summary({ call_sid: "CA0" })]))).toMatchObject({
        status: 503,
        body: { error: { code: "retry_later" } },
      });
    });
  });

  it("writes no line about a logged error, which would come back as the next one", async () => {
    relay.hooks.onEvent = () => Promise.reject(new Error("a fault"));
    expect(await relay.call(twilioEvents, signedEvents([errorLogged, errorLogged]))).toMatchObject({
      status: 200,
    });
    expect(relay.lines).toEqual([]);
  });

  it("writes a line a minute about refused deliveries at the most", async () => {
    const request = { ...signedEvents([errorLogged]), headers: {} };
    for (let n = 0; n < 20; n++) await relay.call(twilioEvents, request);
    expect(relay.lines).toHaveLength(1);
  });
});

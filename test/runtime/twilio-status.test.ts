import { RetryLater } from "../../src/relay/errors";
import type { Message } from "../../src/relay/message";
import { twilioStatus } from "../../src/runtime/routes/twilio-status";
import { startTestRelay, type TestRelay } from "../helpers/relay";
import { signedForm } from "../helpers/signed";

const SID = "SM00000000000000000000000000000001";

const callback = (status: string, more: Record<string, string> = {}) => ({
  SmsSid: SID,
  MessageSid: SID,
  MessageStatus: status,
  SmsStatus: status,
  AccountSid: "AC00000000000000000000000000000001",
  From: "+15550100100",
  To: "+15550100123",
  ApiVersion: "2010-04-01",
  ...more,
});
const signed = (status: string, more: Record<string, string> = {}) =>
  signedForm("/twilio/status", callback(status, more));

let relay: TestRelay;
beforeEach(async () => {
  relay = await startTestRelay();
});
afterEach(() => relay.close());

describe("POST /twilio/status", () => {
  it("brings the status to Insights", async () => {
    const reply = await relay.call(twilioStatus, signed("undelivered", { ErrorCode: "30003" }));
    expect(reply).toMatchObject({ status: 200, body: {} });
    expect(relay.insights.history.map(({ path, body }) => ({ path, body }))).toEqual([
      {
        path: "/data/messages/twilio",
        body: {
          sid: SID,
          status: "undelivered",
          error_code: 30003,
          account_sid: "AC00000000000000000000000000000001",
          from: "+15550100100",
          to: "+15550100123",
          api_version: "2010-04-01",
        },
      },
    ]);
  });

  it("lets sent, delivered and read of one message pass, and answers a true repeat with 200", async () => {
    for (const status of ["sent", "delivered", "delivered", "read"]) {
      expect(await relay.call(twilioStatus, signed(status))).toMatchObject({ status: 200 });
    }
    expect(relay.insights.messages.get(SID)).toMatchObject({ status: "read" });
  });

  it("does not let Insights go back when callbacks overtake each other", async () => {
    for (const status of ["read", "delivered", "sent"]) {
      expect(await relay.call(twilioStatus, signed(status))).toMatchObject({ status: 200 });
    }
    expect(relay.insights.statuses(SID)).toEqual(["read"]);
  });

  it("ends with the later status when a slow post of the earlier one is under way", async () => {
    relay.insights.next({ delayMs: 60 });
    const answered = new Promise((resolve) => relay.insights.onRequest(resolve));
    const sent = relay.call(twilioStatus, signed("sent"));
    await answered;
    await Promise.all([
      sent,
      relay.call(twilioStatus, signed("delivered")),
      relay.call(twilioStatus, signed("sent")),
    ]);
    expect(relay.insights.statuses(SID)).toEqual(["sent", "delivered"]);
  });

  it("takes its own query for what it is", async () => {
    const request = signedForm("/twilio/status", callback("sent"), "customer=42&note=a+b");
    expect(await relay.call(twilioStatus, request)).toMatchObject({ status: 200 });
    expect(relay.insights.messages.get(SID)).not.toHaveProperty("customer");
  });

  it("accepts the signature for RELAY_BASE_URL, and still that for the deployed domain", async () => {
    relay.context.RELAY_BASE_URL = "https://messages.example.org/";
    expect(await relay.call(twilioStatus, signed("sent"))).toMatchObject({ status: 200 });
    relay.context.RELAY_BASE_URL = "https://relay.example.com/";
    relay.context.DOMAIN_NAME = "relay-1234-dev.twil.io";
    expect(await relay.call(twilioStatus, signed("sent"))).toMatchObject({ status: 200 });
    relay.context.RELAY_BASE_URL = "https://messages.example.org/";
    expect(await relay.call(twilioStatus, signed("sent"))).toMatchObject({ status: 403 });
  });

  it.each([
    ["no signature", { ...signed("sent"), headers: {} }],
    [
      "a wrong signature",
      { ...signed("sent"), headers: { "x-twilio-signature": "AAAAAAAAAAAAAAAAAAAAAAAAAAA=" } },
    ],
    [
      "another status under a captured signature",
      { ...signed("delivered"), headers: signed("sent").headers ?? {} },
    ],
    ["headers forged in the body", { form: `${signed("sent").form ?? ""}&request=x` }],
    [
      "headers forged in a JSON body",
      { json: { ...callback("sent"), request: { headers: { "x-twilio-signature": "forged" } } } },
    ],
    ["nothing at all", {}],
  ])("refuses %s, and asks nobody", async (_case, request) => {
    const reply = await relay.call(twilioStatus, request);
    expect(reply).toMatchObject({ status: 403, body: { error: { code: "invalid_signature" } } });
    expect([relay.insights.requests, relay.twilio.requests]).toEqual([[], []]);
  });

  it.each(["", "   ", undefined])("is not open to all when AUTH_TOKEN is %j", async (token) => {
    relay.context.AUTH_TOKEN = token;
    const reply = await relay.call(twilioStatus, signed("sent"));
    expect(reply).toMatchObject({ status: 500, body: { error: { code: "configuration_error" } } });
    expect(reply.text).toContain("AUTH_TOKEN");
    expect(relay.insights.requests).toHaveLength(0);
  });

  it("names what is missing in a signed request that is no status callback", async () => {
    const reply = await relay.call(twilioStatus, signedForm("/twilio/status", { CallSid: "CA0" }));
    expect(reply).toMatchObject({ status: 400, body: { error: { code: "invalid_request" } } });
    expect(reply.body).toMatchObject({ error: { problems: [{ path: "sid" }, { path: "status" }] } });
  });

  it.each([
    ["resets", "reset", "insights_unreachable"],
    ["hangs", "hang", "insights_timeout"],
    ["trickles", "trickle", "insights_timeout"],
    ["answers 429", { status: 429, headers: { "retry-after": "60" } }, "insights_rate_limited"],
    ["answers 500", { status: 500 }, "insights_unavailable"],
    ["answers HTML", { status: 502, body: "<html>" }, "insights_unavailable"],
    ["answers 401", { status: 401 }, "insights_misconfigured"],
    ["answers 404", { status: 404 }, "insights_misconfigured"],
    ["redirects", { status: 302, headers: { location: "http://127.0.0.1:1/" } }, "insights_misconfigured"],
  ] as const)(
    "keeps the message in the outbox when Insights %s, within its budget",
    async (_case, fault, reason) => {
      relay.insights.always(fault);
      const start = performance.now();
      const reply = await relay.call(twilioStatus, signed("sent"), 1_800);
      expect(performance.now() - start).toBeLessThan(2_500);
      expect(reply).toMatchObject({ status: 200 });
      expect(relay.insights.messages.size).toBe(0);
      expect(await relay.store.read("outbox", `twilio:${SID}`)).toMatchObject({
        data: { id: SID, reason, attempts: 0 },
      });
    },
  );

  it("asks Twilio to come again when Insights and the store are down", async () => {
    relay.setStoreDown(true);
    relay.insights.always({ status: 500 });
    const reply = await relay.call(twilioStatus, signed("sent"), 1_800);
    expect(reply).toMatchObject({
      status: 503,
      body: { error: { code: "not_delivered", reason: "insights_unavailable" } },
    });
  });

  it("acknowledges what Insights will never take, and says so in the log", async () => {
    relay.insights.always({ status: 400, body: '{"message":"no"}' });
    expect(await relay.call(twilioStatus, signed("sent"))).toMatchObject({ status: 200 });
    expect(relay.lines).toContainEqual(
      expect.objectContaining({ event: "update", outcome: "rejected", id: SID, upstream_status: 400 }),
    );
    expect(await relay.store.read("dead", `twilio:${SID}`)).toMatchObject({
      data: { reason: "insights_rejected" },
    });
  });

  it("reads the truth from Twilio before it repeats itself", async () => {
    const { sid } = await relay.createAtTwilio();
    relay.twilio.progress(sid, "sent");
    relay.insights.next({ status: 503 });
    await relay.call(twilioStatus, signed("sent", { SmsSid: sid, MessageSid: sid }));
    expect(relay.insights.messages.get(sid)).toMatchObject({
      status: "sent",
      body: "Hello",
      num_segments: "1",
    });
  });

  it("keeps what the callback said when Twilio's REST API is behind it, or knows nothing of the message", async () => {
    const { sid } = await relay.createAtTwilio();
    for (const [id, status] of [
      [sid, "delivered"],
      [SID, "sent"],
    ] as const) {
      relay.insights.next({ status: 503 });
      await relay.call(twilioStatus, signed(status, { SmsSid: id, MessageSid: id }));
      expect(relay.insights.statuses(id)).toEqual([status]);
    }
  });

  it("says a failure once a minute, however often it happens", async () => {
    relay.insights.always({ status: 401 });
    for (let n = 0; n < 50; n++) await relay.call(twilioStatus, signed("sent"));
    expect(relay.lines.filter(({ level }) => level === "error")).toHaveLength(1);
    expect(relay.insights.requests).toHaveLength(1);
  });

  it("logs neither secrets nor whole numbers", async () => {
    await relay.call(twilioStatus, signed("sent"));
    const log = JSON.stringify(relay.lines);
    expect(log).toContain(SID);
    for (const secret of [
      relay.context.AUTH_TOKEN,
      relay.context.VOLT_API_TOKEN,
      "+15550100100",
      "+15550100123",
    ]) {
      expect(log).not.toContain(secret);
    }
  });
});

describe("hooks.onStatus", () => {
  it("gets the message", async () => {
    const seen: Message[] = [];
    relay.hooks.onStatus = (message) => void seen.push(message);
    await relay.call(twilioStatus, signed("delivered"));
    expect(seen).toMatchObject([{ provider: "twilio", id: SID, status: "delivered", direction: "outbound" }]);
  });

  it.each([
    ["throws", () => Promise.reject(new Error("the user's"))],
    [
      "throws at once",
      () => {
        throw new TypeError("the user's");
      },
    ],
    ["never ends", () => new Promise<void>(() => undefined)],
  ])("does not harm the relay when it %s", async (_case, hook) => {
    relay.hooks.onStatus = hook;
    expect(await relay.call(twilioStatus, signed("delivered"), 1_900)).toMatchObject({ status: 200 });
    expect(relay.insights.messages.get(SID)).toMatchObject({ status: "delivered" });
    expect(JSON.stringify(relay.lines)).toMatch(/hook_(failed|timed_out)/);
    expect(JSON.stringify(relay.lines)).not.toContain("the user's");
  });

  it("makes Twilio come again by throwing RetryLater", async () => {
    relay.hooks.onStatus = () => Promise.reject(new RetryLater());
    const reply = await relay.call(twilioStatus, signed("delivered"));
    expect(reply).toMatchObject({ status: 503, body: { error: { code: "retry_later" } } });
    expect(relay.insights.messages.get(SID)).toMatchObject({ status: "delivered" });
  });
});

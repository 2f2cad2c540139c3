import { sandboxAccounts, sandboxNumbers } from "../../src/sandbox/accounts";
import { messageStatusEvent } from "../../src/sandbox/twilio/event-streams";
import { isListening } from "../../src/sandbox/relay-process/free-port";
import { asJson, isAlive, startBuilt, usual, withKey, type Built } from "./sandbox";

// twilio-run takes its time on a busy machine.
jest.setTimeout(20_000);

describe.each([
  { instance: "warm", fork: false },
  { instance: "cold", fork: true },
])("on a $instance instance", ({ fork }) => {
  let built: Built;

  beforeAll(async () => {
    built = await startBuilt({ fork });
  });

  afterAll(() => built.stop());

  test("a message is sent, answered in Twilio's own bytes, and in Insights", async () => {
    const { twilio, insights, send } = built;
    const texts: string[] = [];
    const stopListening = twilio.onAnswer(({ method }, { body = "" }) => {
      if (method === "POST") texts.push(body);
    });
    const { response, text, sid } = await send();
    stopListening();
    expect(response.status).toBe(201);
    expect(response.headers.get("content-type")).toContain("application/json");
    expect(texts).toHaveLength(1);
    expect(texts[0]).toContain(String.raw`"body": "Caf\u00e9 at 9?"`);
    const outcome = text.slice(`{"message":${texts.join()},"insights":`.length, -1);
    expect(text).toBe(`{"message":${texts.join()},"insights":${outcome}}`);
    expect(JSON.parse(outcome)).toMatchObject({ outcome: "delivered", attempts: 1 });
    expect(insights.messages.get(sid)).toEqual(twilio.messages.get(sid));
  });

  test("a status callback of Twilio's reaches Insights", async () => {
    const { twilio, insights, send } = built;
    const { sid } = await send({ ...usual, to: sandboxNumbers.undeliverable });
    twilio.progress(sid, "sent");
    twilio.progress(sid, "undelivered");
    expect(await twilio.sendStatusCallback(sid, "undelivered")).toEqual([200]);
    expect(insights.messages.get(sid)).toMatchObject({
      status: "undelivered",
      error_code: 30003,
      body: usual.body,
    });
  });

  test("an incoming message is answered with TwiML that sends no reply, and in Insights", async () => {
    const { twilio, insights, relay } = built;
    const { sid, ...response } = await twilio.sendInbound(`${relay.url}/twilio/inbound`, {
      From: sandboxNumbers.customer,
      To: sandboxNumbers.organisation,
      Body: "Thanks – see you 👋",
    });
    expect(response).toMatchObject({
      status: 200,
      body: '<?xml version="1.0" encoding="UTF-8"?><Response></Response>',
    });
    expect(response.headers["content-type"]).toContain("text/xml");
    expect(insights.messages.get(sid)).toMatchObject({
      direction: "inbound",
      status: "received",
      body: "Thanks – see you 👋",
    });
  });

  test.each([{ body: "an array" }, { body: "a single object" }])(
    "events reach Insights as $body",
    async ({ body }) => {
      const { twilio, insights, relay, send } = built;
      const { sid } = await send();
      const message = twilio.progress(sid, "sent");
      const event = messageStatusEvent(message, "sent", { at: Date.now() });
      const replaced = body === "an array" ? {} : { body: JSON.stringify(event) };
      expect(await twilio.sendEvents(`${relay.url}/twilio/events`, [event], replaced)).toEqual([200]);
      expect(insights.statuses(sid)).toEqual(["queued", "sent"]);
    },
  );

  test("health is open, and says more to who has the key", async () => {
    const open = await built.call("/health");
    expect([open.status, await open.json()]).toEqual([
      200,
      { status: "ok", version: expect.any(String) as string },
    ]);
    const keyed = await built.call("/health", { headers: withKey });
    expect([keyed.status, await keyed.json()]).toMatchObject([
      200,
      { status: "ok", upstreams: { twilio: { ok: true }, insights: { ok: true } } },
    ]);
  });
});

describe("what the functions refuse", () => {
  let built: Built;

  beforeAll(async () => {
    built = await startBuilt();
  });

  afterAll(() => built.stop());

  const form = { MessageSid: `SM${"1".repeat(32)}`, MessageStatus: "delivered" };

  test.each([
    { route: "/twilio/status", body: new URLSearchParams(form), type: undefined },
    { route: "/twilio/inbound", body: new URLSearchParams(form), type: undefined },
    { route: "/twilio/events", body: "[]", type: "application/json" },
    { route: "/twilio/status", body: JSON.stringify(form), type: "application/json" },
  ])("$route is 403 without Twilio's signature (body $type), and nothing is posted", async (request) => {
    const posts = built.insights.requests.length;
    const { route, body, type } = request;
    const headers = type === undefined ? {} : { "content-type": type };
    const response = await built.call(route, { method: "POST", body, headers });
    expect([response.status, await response.json()]).toMatchObject([
      403,
      { error: { code: "invalid_signature" } },
    ]);
    expect(built.insights.requests).toHaveLength(posts);
  });

  test("/send is 401 without the key, and nothing is sent", async () => {
    const response = await built.call("/send", { method: "POST", body: new URLSearchParams(usual) });
    expect(response.status).toBe(401);
    expect(built.twilio.messages.size).toBe(0);
  });

  test("malformed JSON is 400, by the platform, and the relay goes on", async () => {
    const response = await built.call("/send", { method: "POST", headers: asJson, body: '{"to": ' });
    expect(response.status).toBe(400);
    expect((await built.call("/health")).status).toBe(200);
    expect(built.twilio.messages.size).toBe(0);
  });

  test("a deployed relay's settings are all it needs: the URL of Insights is the real one", async () => {
    const health = await built.call("/health", { headers: withKey });
    expect(await health.json()).toMatchObject({ settings: { VOLT_API_TOKEN: "set" } });
    expect(built.insights.requests.at(-1)?.headers.host).toBe("v1.insights.api.textvolt.com");
    expect(built.twilio.requests.at(-1)?.headers.host).toBe("api.twilio.com");
  });
});

test("nothing is left when the sandbox is stopped, and it may be stopped twice", async () => {
  const { relay, twilio, insights, sync, stop } = await startBuilt();
  const { pid, port } = relay;
  expect(isAlive(pid)).toBe(true);
  await stop();
  await stop();
  expect(isAlive(pid)).toBe(false);
  expect(await Promise.all([port, twilio.port, insights.port, sync.port].map(isListening))).toEqual([
    ...[false, false, false, false],
  ]);
});

test("without a build it says what to do", async () => {
  await expect(startBuilt({ root: __dirname })).rejects.toThrow(
    'dist/functions/send.js is missing: the functions are not built. Run "npm run build" first.',
  );
});

test("a relay that does not start leaves no stand-in behind", async () => {
  const { relay, stop } = await startBuilt();
  await expect(startBuilt({ port: relay.port })).rejects.toThrow("EADDRINUSE");
  await stop();
});

test("the accounts of the sandbox are made up", () => {
  expect(sandboxAccounts.accountSid).toMatch(/^AC0{31}1$/);
});

import { createPrivateKey } from "node:crypto";
import { createHttp } from "../../src/relay/axios-http";
import { sandboxAccounts, sandboxNumbers } from "../../src/sandbox/accounts";
import { serialise, type Serialisation } from "../../src/sandbox/volt/signing";
import { voltClient } from "../../src/volt/client";
import { registerVoltWebhook } from "../../src/volt/register";
import { makeKey } from "../volt/openssl";
import { DELIVERED, FAILED, RECEIVED, SENT } from "../volt/payloads";
import { asJson, startBuilt, type Built } from "./sandbox";

// twilio-run takes its time on a busy machine.
jest.setTimeout(20_000);

const { customer, voltOrganisation: ours } = sandboxNumbers;
const { voltApiToken, voltWebhookToken } = sandboxAccounts;
/** Made by the `openssl` program, which signs with it, too. */
const [key, otherKey] = [makeKey(), makeKey()];
const privateKey = createPrivateKey(key.secret);
const ROUTE = "/volt/webhook";
const withToken = `${ROUTE}?token=${voltWebhookToken}`;

/** The very bytes of a body, with what is said to be their signature. */
const post = ({ call }: Built, route: string, body: string, signature?: string) =>
  call(route, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(signature === undefined ? {} : { "x-respond-flow-signature": signature }),
    },
    body,
  });

const FORMATS = ["openssh", "pem-spki", "pem-pkcs1"] as const;
const WRITINGS: Serialisation[] = ["compact", "compact-ascii", "python", "python-ascii"];
const EVENTS = [
  { status: "received", event: RECEIVED },
  { status: "sent", event: SENT },
  { status: "delivered", event: DELIVERED },
  { status: "failed", event: FAILED },
];

describe.each(FORMATS)("under a key that is served as %s", (keyFormat) => {
  let built: Built;
  beforeAll(async () => {
    const env = { VOLT_WEBHOOK_REQUIRE_SIGNATURE: "true", INSIGHTS_INCLUDE_VOLT: "true" };
    built = await startBuilt({ env, volt: { privateKey, keyFormat } });
  });
  afterAll(() => built.stop());

  const cases = WRITINGS.flatMap((writing, writingNumber) =>
    (["sha256", "sha512"] as const).flatMap((digest, digestNumber) => {
      // Each of Volt's four bodies is written in each way under one of the keys.
      const number = writingNumber + 2 * digestNumber + FORMATS.indexOf(keyFormat);
      const padding = number % 3 === 0 ? ("pss" as const) : ("pkcs1" as const);
      const encoding = number % 2 === 0 ? ("base64" as const) : ("hex" as const);
      const told = EVENTS[number % EVENTS.length];
      return told === undefined ? [] : [{ ...told, writing, digest, padding, encoding }];
    }),
  );

  test.each(cases)(
    "$status is proven, written $writing and signed by openssl with $digest, $padding, $encoding",
    async ({ event, status, writing, digest, padding, encoding }) => {
      const { insights } = built;
      const id = `${writing} ${digest}`;
      const text = 'Grüße, "Zoë": 😀\n\u007f & you';
      const body = serialise({ ...event, payload: { ...event.payload, message_app_id: id, text } }, writing);
      const signature = key.sign(body, { digest, padding }).toString(encoding);
      const answer = await post(built, ROUTE, body, signature);
      expect([answer.status, await answer.json()]).toEqual([200, {}]);
      expect(insights.messages.get(`volt:${id}`)).toMatchObject({ id, status, body: text });
    },
  );

  test("nothing else is: not another word, another key's signature, or the token alone", async () => {
    const { insights } = built;
    const posts = insights.requests.length;
    const body = JSON.stringify(SENT);
    const how = { digest: "sha256", padding: "pkcs1" } as const;
    const signature = key.sign(body, how).toString("base64");
    const forgeries: [route: string, body: string, signature?: string][] = [
      [ROUTE, body.replace("myself", "yourself"), signature],
      [ROUTE, body.replace('"parts":1', '"parts":2'), signature],
      [`${ROUTE}?own=1`, body, signature],
      [ROUTE, body, otherKey.sign(body, how).toString("base64")],
      [withToken, body],
      [withToken, body.replace("sent", "send"), signature],
      [withToken, `{"request":{"headers":{"x-respond-flow-signature":"${signature}"}},"payload":{}}`],
    ];
    for (const forgery of forgeries) {
      const answer = await post(built, ...forgery);
      expect([answer.status, await answer.json()]).toMatchObject([
        403,
        { error: { code: "invalid_signature" } },
      ]);
    }
    expect(insights.requests).toHaveLength(posts);
    expect((await post(built, ROUTE, body, signature)).status).toBe(200);
  });
});

describe("a relay that Volt knows", () => {
  let built: Built;
  let url = "";
  beforeAll(async () => {
    const env = { INSIGHTS_INCLUDE_VOLT: "true" };
    built = await startBuilt({ exampleHooks: true, env, volt: { privateKey } });
    url = built.relay.url + withToken;
  });
  afterAll(() => built.stop());

  const client = () => {
    const account = { url: `${built.volt.url}/graphql`, token: voltApiToken };
    return voltClient(account, createHttp({ keepAlive: false }));
  };
  const join = { from: customer, to: ours, text: "JOIN" };
  const replies = () => [...built.volt.messages.values()].filter(({ direction }) => direction === "outbound");

  test("is not registered without the token, for Volt's test request is refused", async () => {
    await expect(client().registerWebhook(built.relay.url + ROUTE, 5_000)).rejects.toThrow("2xx");
    expect(built.volt.webhooks.size).toBe(0);
  });

  test("is registered once, however often that is asked for", async () => {
    const first = await registerVoltWebhook(client(), url, 5_000);
    expect(first).toMatchObject({ outcome: "registered", webhook: { url }, others: [] });
    expect(await registerVoltWebhook(client(), url, 5_000)).toEqual({ ...first, outcome: "kept" });
    expect([...built.volt.webhooks.values()].map((webhook) => webhook.url)).toEqual([url]);
    expect(built.volt.deliveries.map(({ event, attempts }) => [event, attempts])).toEqual([
      ["test", [403]],
      ["test", [200]],
    ]);
    expect(built.insights.requests).toHaveLength(0);
  });

  test("hears of a message, has it in Insights, and replies to it by Volt, once", async () => {
    const { message, deliveries } = await built.volt.receive(join);
    const [delivery] = deliveries;
    expect(delivery).toMatchObject({ event: "message.received", attempts: [200] });
    expect(built.insights.messages.get(`volt:${message.id}`)).toMatchObject({
      direction: "inbound",
      status: "received",
      body: "JOIN",
      from_number: customer,
    });
    const welcome = { body: "Welcome! Send STOP to leave.", fromNumber: ours, toNumber: customer };
    expect(replies()).toMatchObject([welcome]);
    if (delivery === undefined) throw new Error("Nothing was delivered");
    expect(await built.volt.redeliver(delivery)).toMatchObject({ attempts: [200] });
    expect(replies()).toHaveLength(1);
    const log = built.relay.output.join("\n");
    expect(log).toContain(`"event":"replied"`);
    expect(log).not.toMatch(/JOIN|Welcome/);
  });

  test("does not reply where there is nothing to say", async () => {
    const before = replies().length;
    const { deliveries } = await built.volt.receive({ ...join, text: "Hello" });
    expect(deliveries).toMatchObject([{ attempts: [200] }]);
    expect(replies()).toHaveLength(before);
  });

  test("sends by Volt, and brings what becomes of it to Insights", async () => {
    const send = async (to: string) => {
      const body = JSON.stringify({ provider: "volt", to, from: ours, body: "Café at 9?" });
      const response = await built.call("/send", { method: "POST", headers: asJson, body });
      expect(response.status).toBe(201);
      return ((await response.json()) as { message: { id: string } }).message.id;
    };
    const [delivered, failed] = [await send(customer), await send(sandboxNumbers.undeliverable)];
    for (const id of [delivered, failed]) await built.volt.advance(id, "sent");
    await built.volt.advance(delivered, "delivered");
    await built.volt.advance(failed, "failed", { errorCode: "702" });
    expect(built.insights.statuses(`volt:${delivered}`)).toEqual(["queued", "sent", "delivered"]);
    expect(built.insights.statuses(`volt:${failed}`)).toEqual(["queued", "sent", "failed"]);
    expect(built.insights.messages.get(`volt:${failed}`)).toMatchObject({
      error_code: "702",
      body: "Café at 9?",
    });
  });

  test("takes events that are none of a message's", async () => {
    const deliveries = await built.volt.sendEvent("contact.updated", { id: "c1", list: [1, { a: null }] });
    expect(deliveries).toMatchObject([{ attempts: [200] }]);
  });
});

test("a cold instance has the key that Volt signs with now, and without a token it believes nothing else", async () => {
  const built = await startBuilt({
    fork: true,
    env: { VOLT_WEBHOOK_TOKEN: "", INSIGHTS_INCLUDE_VOLT: "true" },
    volt: { privateKey, testRequest: { signed: true } },
  });
  try {
    const { volt, insights } = built;
    await volt.registerWebhook(built.relay.url + ROUTE);
    expect(await volt.receive({ from: customer, to: ours, text: "One" })).toMatchObject({
      deliveries: [{ attempts: [200] }],
    });
    const [old] = volt.deliveries.filter(({ event }) => event === "message.received");
    await volt.rotateKey(createPrivateKey(otherKey.secret));
    if (old === undefined) throw new Error("Nothing was delivered");
    expect(await volt.redeliver(old)).toMatchObject({ attempts: [403] });
    expect(await volt.receive({ from: customer, to: ours, text: "Two" })).toMatchObject({
      deliveries: [{ attempts: [200] }],
    });
    volt.setSigning({ signed: false });
    expect(await volt.receive({ from: customer, to: ours, text: "Three" })).toMatchObject({
      deliveries: [{ attempts: [403] }],
    });
    expect([...insights.messages.values()].map(({ body }) => body)).toEqual(["One", "Two"]);
  } finally {
    await built.stop();
  }
});

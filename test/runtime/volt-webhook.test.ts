import { RetryLater, StoreUnavailableError } from "../../src/relay/errors";
import { byNumber } from "../../src/relay/by-number";
import type { Message, RelayEvent } from "../../src/relay/message";
import { reply } from "../../src/relay/reply";
import { opsDrain } from "../../src/runtime/routes/ops-drain";
import { send } from "../../src/runtime/routes/send";
import { voltWebhook } from "../../src/runtime/routes/volt-webhook";
import { sandboxNumbers } from "../../src/sandbox/accounts";
import { messagePayload } from "../../src/sandbox/volt/webhook-event";
import type { FunctionRequest } from "../helpers/function-event";
import {
  newVoltKeys,
  operations,
  signedWebhook,
  startVoltRelay,
  TOKEN,
  voltKeys,
  webhookWithToken,
  type VoltRelay,
} from "../helpers/volt-relay";
import { openSshLine } from "../volt/openssl";
import { DELIVERED, FAILED, RECEIVED, SENT } from "../volt/payloads";

const tooMany = { status: 429, headers: { "retry-after": "120" } };
const customer = sandboxNumbers.customer;
const ours = sandboxNumbers.voltOrganisation;

/** A message to a number that the stand-in sends from. */
const received = {
  ...RECEIVED,
  payload: { ...RECEIVED.payload, from_number: customer, to_number: ours, text: "JOIN" },
};

let relay: VoltRelay;
let heard: [hook: string, subject: Message | RelayEvent][] = [];

beforeEach(async () => {
  relay = await startVoltRelay();
  heard = [];
});
afterEach(() => relay.close());

function listen(): void {
  const note = (hook: string) => (subject: Message | RelayEvent) => {
    heard.push([hook, subject]);
  };
  Object.assign(relay.hooks, {
    onIncomingMessage: note("onIncomingMessage"),
    onStatus: note("onStatus"),
    onEvent: note("onEvent"),
  });
}

const call = (request: FunctionRequest, budgetMs?: number) => relay.call(voltWebhook, request, budgetMs);

describe("what Volt reports reaches the hooks", () => {
  const outbound = {
    provider: "volt",
    id: "40318006-1cae-4997-acbc-fe9a4aadb7dd",
    direction: "outbound",
    from: "+15555550145",
    to: "+15555550123",
    body: "Sending a message to myself to demonstrate using the GraphQL API",
    verified: "signature",
  };

  it.each([
    [
      "received",
      RECEIVED,
      "onIncomingMessage",
      {
        provider: "volt",
        id: "c7fdc0ba-f3df-4e30-a7fc-397940a6f675",
        direction: "inbound",
        status: "received",
        from: "+15555550145",
        to: "+15555550123",
        body: "Replying to message from handset",
        verified: "signature",
      },
    ],
    ["sent", SENT, "onStatus", { ...outbound, status: "sent" }],
    ["delivered", DELIVERED, "onStatus", { ...outbound, status: "delivered" }],
    ["failed", FAILED, "onStatus", { ...outbound, status: "failed", errorCode: "702" }],
  ])("%s", async (_case, body, hook, message) => {
    listen();
    expect(await call(signedWebhook(body))).toMatchObject({ status: 200, body: {} });
    expect(heard).toEqual([[hook, { ...message, raw: body.payload }]]);
  });

  it("with the token as their proof where there is no signature", async () => {
    listen();
    expect(await call(webhookWithToken(SENT))).toMatchObject({ status: 200 });
    expect(heard).toEqual([
      ["onStatus", { ...outbound, status: "sent", verified: "token", raw: SENT.payload }],
    ]);
  });

  it("with the signature as their proof where there are both", async () => {
    listen();
    expect(await call(signedWebhook(SENT, `token=${TOKEN}`))).toMatchObject({ status: 200 });
    expect(heard).toMatchObject([["onStatus", { verified: "signature" }]]);
  });

  it.each([
    ["a type that is not known", { ...SENT, payload: { ...SENT.payload, event_type: "contact.updated" } }],
    ["a message's type without its id", { ...SENT, payload: { event_type: "message.sent" } }],
  ])("as an event where it is %s", async (_case, body) => {
    listen();
    expect(await call(signedWebhook(body))).toMatchObject({ status: 200, body: {} });
    const { event_type: type } = body.payload;
    expect(heard).toMatchObject([
      ["onEvent", { provider: "volt", type, id: SENT.id, verified: "signature", data: body }],
    ]);
  });

  const unknown = { ...SENT, payload: { ...SENT.payload, event_type: "contact.updated" } };

  it("again later, where onEvent wishes so", async () => {
    relay.hooks.onEvent = () => {
      throw new RetryLater();
    };
    expect(await call(signedWebhook(unknown))).toMatchObject({
      status: 503,
      body: { error: { code: "retry_later" } },
    });
    listen();
    expect(await call(signedWebhook(unknown))).toMatchObject({ status: 200 });
    expect(heard).toHaveLength(1);
  });

  it("once, as any other event, however often Volt tells of it; always where the store cannot be asked", async () => {
    listen();
    for (let n = 0; n < 3; n++) expect(await call(signedWebhook(unknown))).toMatchObject({ status: 200 });
    expect(heard).toHaveLength(1);
    expect(await call(signedWebhook({ ...unknown, id: "rfw_another" }))).toMatchObject({ status: 200 });
    expect(heard).toHaveLength(2);
    relay.setStoreDown(true);
    expect(await call(signedWebhook(unknown))).toMatchObject({ status: 200 });
    expect(heard).toHaveLength(3);
  });

  it("and nothing of it reaches Insights, which knows Volt's own messages", async () => {
    listen();
    for (const body of [RECEIVED, SENT, DELIVERED, FAILED]) await call(signedWebhook(body));
    expect(heard).toHaveLength(4);
    expect(relay.insights.requests).toHaveLength(0);
  });

  it("or nothing at all where there is no hook, and the store is not asked", async () => {
    relay.setStoreDown(true);
    expect(await call(signedWebhook(SENT))).toMatchObject({ status: 200 });
    expect(await call(signedWebhook(RECEIVED))).toMatchObject({ status: 200 });
  });

  it("by the number's own handler, whose reply is sent from that number", async () => {
    relay.hooks.onIncomingMessage = byNumber({
      "+1 555 010 0999": () => reply("wrong"),
      [ours]: ({ body }) => reply(`right, ${body ?? ""}`),
      otherwise: () => reply("nobody's"),
    });
    expect(await call(signedWebhook(received))).toMatchObject({ status: 200 });
    expect([...relay.volt.messages.values()]).toMatchObject([
      { body: "right, JOIN", fromNumber: ours, toNumber: customer },
    ]);
  });
});

describe("the request that Volt makes when a URL is registered", () => {
  const bodies: [string, FunctionRequest][] = [
    ["nothing", {}],
    ["an object of another form", { json: { test: true } }],
    ["an event without an id", { json: { payload: { event_type: "message.sent" } } }],
    ["a list", { json: [{ payload: SENT.payload }] }],
    ["a form", { form: "challenge=1" }],
    ["null where an object is due", { json: { ...SENT, payload: null } }],
  ];

  it.each(bodies)("is answered 200 with %s and the token, and nothing happens", async (_case, request) => {
    listen();
    expect(await call({ ...request, query: `token=${TOKEN}` })).toMatchObject({ status: 200, body: {} });
    expect([heard, relay.insights.requests, relay.volt.requests]).toEqual([[], [], []]);
  });

  it.each(bodies)("is refused with %s and without the token", async (_case, request) => {
    listen();
    expect(await call(request)).toMatchObject({
      status: 403,
      body: { error: { code: "invalid_signature" } },
    });
    expect([heard, relay.insights.requests, relay.volt.requests]).toEqual([[], [], []]);
  });
});

describe("what is not proven", () => {
  const forged: [string, FunctionRequest][] = [
    ["without token and signature", { json: SENT }],
    ["with a wrong token", webhookWithToken(SENT, "another_token_of_the_same_length")],
    ["with a part of the token", webhookWithToken(SENT, TOKEN.slice(0, -1))],
    ["with the token and more", webhookWithToken(SENT, `${TOKEN}x`)],
    ["with an empty token", webhookWithToken(SENT, "")],
    ["with the token twice", { query: `token=${TOKEN}&token=${TOKEN}`, json: SENT }],
    ["with a token in the body that hides the right one", webhookWithToken({ ...SENT, token: "x" })],
    ["with an object for a token", webhookWithToken({ ...SENT, token: { [TOKEN]: TOKEN } })],
    ["with the token as a header", { json: SENT, headers: { token: TOKEN } }],
    ["with another body's signature", signedWebhook(FAILED, "", { over: SENT })],
    ["with a signature by another key", signedWebhook(SENT, "", { keys: newVoltKeys })],
    ["with a signature by SHA-1", signedWebhook(SENT, "", { digest: "sha1" })],
    [
      "with headers in the body",
      { json: { ...SENT, request: { headers: { "x-respond-flow-signature": "x" } } } },
    ],
  ];

  it.each(forged)("is refused %s, and tells nobody", async (_case, request) => {
    listen();
    const answer = await call(request);
    expect(answer).toMatchObject({ status: 403, body: { error: { code: "invalid_signature" } } });
    expect([heard, relay.insights.requests, operations(relay)]).toEqual([[], [], []]);
    expect(answer.text + JSON.stringify(relay.lines)).not.toContain(TOKEN);
  });

  it("is refused alike while no token is set, whatever the request has for one", async () => {
    for (const setting of [undefined, "", "   "]) {
      relay.context.VOLT_WEBHOOK_TOKEN = setting;
      for (const token of ["", "undefined", "   ", TOKEN]) {
        expect(await call(webhookWithToken(SENT, token))).toMatchObject({ status: 403 });
      }
    }
    expect(await call(signedWebhook(SENT))).toMatchObject({ status: 200 });
  });

  it("does not make the relay ask for Volt's key again and again", async () => {
    for (let n = 0; n < 5; n++) await call(signedWebhook(SENT, "", { keys: newVoltKeys }));
    expect(relay.volt.requests.length).toBeLessThanOrEqual(2);
  });

  it("is not believed for a token that is too short to be one", async () => {
    relay.context.VOLT_WEBHOOK_TOKEN = "short";
    const answer = await call(webhookWithToken(SENT, "short"));
    expect(answer).toMatchObject({ status: 500, body: { error: { code: "configuration_error" } } });
    expect(answer.text).toContain("VOLT_WEBHOOK_TOKEN");
  });
});

describe("the settings of the signature", () => {
  it("VOLT_WEBHOOK_REQUIRE_SIGNATURE makes the token worthless", async () => {
    relay.context.VOLT_WEBHOOK_REQUIRE_SIGNATURE = "true";
    expect(await call(webhookWithToken(SENT))).toMatchObject({ status: 403 });
    const other = signedWebhook(FAILED, `token=${TOKEN}`, { over: SENT });
    expect(await call(other)).toMatchObject({ status: 403 });
    expect(await call(signedWebhook(SENT))).toMatchObject({ status: 200 });
  });

  it.each(["sha256", "sha512", "sha1"] as const)("VOLT_WEBHOOK_DIGEST=%s takes no other", async (pinned) => {
    relay.context.VOLT_WEBHOOK_DIGEST = pinned;
    for (const digest of ["sha256", "sha512", "sha1"] as const) {
      const { status } = await call(signedWebhook(SENT, "", { digest }));
      expect([digest, status]).toEqual([digest, digest === pinned ? 200 : 403]);
    }
  });

  const exported = (type: "spki" | "pkcs1") => voltKeys.publicKey.export({ type, format: "pem" }).toString();
  it.each([
    ["PEM", exported("spki")],
    ["PEM on one line", exported("spki").replaceAll("\n", "\\n")],
    ["PKCS#1 PEM", exported("pkcs1")],
    ["an OpenSSH line", openSshLine(exported("spki"))],
    ["base64 DER", voltKeys.publicKey.export({ type: "spki", format: "der" }).toString("base64")],
  ])("VOLT_WEBHOOK_PUBLIC_KEY as %s is the only key, and none is fetched", async (_case, key) => {
    relay.context.VOLT_WEBHOOK_PUBLIC_KEY = key;
    expect(await call(signedWebhook(SENT))).toMatchObject({ status: 200 });
    expect(await call(signedWebhook(SENT, "", { keys: newVoltKeys }))).toMatchObject({ status: 403 });
    expect(relay.volt.requests).toHaveLength(0);
  });

  it("VOLT_WEBHOOK_PUBLIC_KEY is named where it is no key", async () => {
    relay.context.VOLT_WEBHOOK_PUBLIC_KEY = "nonsense";
    const answer = await call(signedWebhook(SENT));
    expect(answer).toMatchObject({ status: 500, body: { error: { code: "configuration_error" } } });
    expect(answer.text).toContain("VOLT_WEBHOOK_PUBLIC_KEY");
    delete relay.context.VOLT_WEBHOOK_PUBLIC_KEY;
    expect(await call(signedWebhook(SENT))).toMatchObject({ status: 200 });
  });
});

describe("Volt's key", () => {
  const withNewKey = signedWebhook(SENT, "", { keys: newVoltKeys });

  it("is fetched once, and again when another has signed", async () => {
    await call(signedWebhook(SENT));
    await call(signedWebhook(DELIVERED));
    expect(relay.volt.requests.map(({ path }) => path)).toEqual(["/id_rsa.pub"]);
    await relay.volt.rotateKey(newVoltKeys.privateKey);
    relay.advance(6_000);
    expect(await call(withNewKey)).toMatchObject({ status: 200 });
    expect(await call(signedWebhook(SENT))).toMatchObject({ status: 403 });
    expect(relay.volt.requests).toHaveLength(2);
  });

  it.each([
    ["fails", { status: 500 }],
    ["has none", { status: 404 }],
    ["answers with a page", { status: 200, body: "<html>" }],
    ["redirects", { status: 302, headers: { location: "http://127.0.0.1:1/" } }],
    ["breaks off", "reset"],
  ] as const)(
    "cannot be had when its host %s: the signature counts for nothing, the token does",
    async (_case, fault) => {
      listen();
      relay.volt.always(fault);
      expect(await call(signedWebhook(SENT))).toMatchObject({
        status: 503,
        body: { error: { code: "key_unavailable" } },
      });
      expect(await call({ json: SENT })).toMatchObject({ status: 403 });
      expect(heard).toEqual([]);
      expect(await call(signedWebhook(SENT, `token=${TOKEN}`))).toMatchObject({ status: 200 });
      expect(heard).toMatchObject([["onStatus", { verified: "token" }]]);
      relay.context.VOLT_WEBHOOK_REQUIRE_SIGNATURE = "true";
      expect(await call(signedWebhook(SENT, `token=${TOKEN}`))).toMatchObject({ status: 503 });
    },
  );

  it.each(["hang", "trickle"] as const)(
    "is not waited for beyond the budget when its host is slow (%s)",
    async (fault) => {
      relay.volt.always(fault);
      const start = performance.now();
      expect(await call(signedWebhook(SENT), 400)).toMatchObject({ status: 503 });
      expect(await call(signedWebhook(SENT, `token=${TOKEN}`), 400)).toMatchObject({ status: 200 });
      expect(performance.now() - start).toBeLessThan(3_000);
    },
  );
});

describe("with INSIGHTS_INCLUDE_VOLT", () => {
  beforeEach(() => {
    relay.context.INSIGHTS_INCLUDE_VOLT = "true";
  });

  it("a message and its end reach the generic endpoint of Insights", async () => {
    for (const body of [RECEIVED, SENT, FAILED]) {
      expect(await call(signedWebhook(body))).toMatchObject({ status: 200 });
    }
    const [incoming, ...posts] = relay.insights.history;
    expect(incoming).toEqual({
      path: "/data/messages",
      key: "volt:c7fdc0ba-f3df-4e30-a7fc-397940a6f675",
      ignored: [],
      body: {
        id: "c7fdc0ba-f3df-4e30-a7fc-397940a6f675",
        provider: "volt",
        status: "received",
        direction: "inbound",
        message_created_at: "2022-04-07T22:21:04.259Z",
        message_sent_at: "2022-04-07T22:21:04.259Z",
        from_number: "+15555550145",
        to_number: "+15555550123",
        body: "Replying to message from handset",
        message_type: "SMS",
        segment_count: 1,
      },
    });
    expect(posts.map(({ path, body, ignored }) => [path, body.status, body.error_code, ignored])).toEqual([
      ["/data/messages", "sent", undefined, []],
      ["/data/messages", "failed", "702", []],
    ]);
    expect(posts[0]?.body).not.toHaveProperty("message_finalized_at");
    expect(posts[1]?.body).toMatchObject({ message_finalized_at: "2022-04-07T22:19:46.119Z" });
  });

  it("what overtakes an older status is not undone by it, and the text stays here where it shall", async () => {
    relay.context.INSIGHTS_INCLUDE_BODY = "false";
    for (const body of [DELIVERED, SENT]) await call(signedWebhook(body));
    expect(relay.insights.statuses(`volt:${SENT.payload.message_app_id}`)).toEqual(["delivered"]);
    expect(relay.insights.history[0]?.body).not.toHaveProperty("body");
  });

  it("what Insights does not take waits in the outbox, and its present state is brought there later", async () => {
    const json = { provider: "volt", to: customer, from: ours, body: "Hi" };
    const headers = { "content-type": "application/json", authorization: "Bearer sandbox_relay_api_key" };
    const { body } = await relay.call(send, { json, headers });
    const { id } = body.message as { id: string };
    await relay.volt.advance(id, "sent");
    const message = relay.volt.messages.get(id);
    if (message === undefined) throw new Error("Volt has lost the message");
    const told = { ...SENT, payload: messagePayload(message, Date.now()) };
    relay.insights.always(tooMany);
    expect(await call(signedWebhook(told))).toMatchObject({ status: 200 });
    expect(await relay.store.read("outbox", `volt:${id}`)).toMatchObject({
      data: { provider: "volt", id, reason: "insights_rate_limited" },
    });
    await relay.volt.advance(id, "delivered");
    relay.insights.always(undefined);
    relay.advance(60 * 60_000);
    expect(await relay.call(opsDrain, { json: {}, headers })).toMatchObject({
      body: { delivered: 1, remaining: 0 },
    });
    expect(relay.insights.messages.get(`volt:${id}`)).toMatchObject({
      status: "delivered",
      direction: "outbound",
      body: "Hi",
      from_number: ours,
      to_number: customer,
    });
  });

  it("what can be neither delivered nor kept is asked for again, and the hook's reply is sent all the same", async () => {
    relay.hooks.onIncomingMessage = () => reply("Welcome");
    relay.insights.always(tooMany);
    const { store } = relay;
    const create: typeof store.create = (collection, ...rest) =>
      collection === "outbox"
        ? Promise.reject(new StoreUnavailableError("No outbox."))
        : store.create(collection, ...rest);
    Object.assign(relay.instance, { openStore: () => ({ ...store, create }) });
    expect(await call(signedWebhook(received))).toMatchObject({
      status: 503,
      body: { error: { code: "not_delivered" } },
    });
    expect(await call(signedWebhook(received))).toMatchObject({ status: 503 });
    expect([...relay.volt.messages.values()]).toMatchObject([{ body: "Welcome" }]);
  });

  it("a reply does not wait for Insights", async () => {
    relay.hooks.onIncomingMessage = () => reply("Welcome");
    relay.insights.next({ delayMs: 500 });
    const answered: string[] = [];
    relay.insights.onAnswer(() => answered.push("Insights"));
    relay.volt.onAnswer(() => answered.push("Volt"));
    expect(await call(webhookWithToken(received))).toMatchObject({ status: 200 });
    expect(answered).toEqual(["Volt", "Insights"]);
  });
});

import { RetryLater, StoreUnavailableError } from "../../src/relay/errors";
import type { Message } from "../../src/relay/message";
import type { RecordStore } from "../../src/relay/record-store";
import { reply } from "../../src/relay/reply";
import { voltWebhook } from "../../src/runtime/routes/volt-webhook";
import { sandboxNumbers } from "../../src/sandbox/accounts";
import { operations, startVoltRelay, webhookWithToken, type VoltRelay } from "../helpers/volt-relay";
import { DELIVERED, FAILED, RECEIVED, SENT } from "../volt/payloads";

const { customer, voltOrganisation: ours } = sandboxNumbers;
const incoming = {
  ...RECEIVED,
  payload: { ...RECEIVED.payload, from_number: customer, to_number: ours, text: "JOIN" },
};

let relay: VoltRelay;
/** Another instance of the same service: with the same store and the same Volt, and nothing else in common. */
let other: VoltRelay;
let heard: string[] = [];

beforeEach(async () => {
  [relay, other] = await Promise.all([startVoltRelay(), startVoltRelay()]);
  other.context.VOLT_GRAPHQL_URL = relay.context.VOLT_GRAPHQL_URL;
  Object.assign(other.instance, { openStore: relay.instance.openStore });
  heard = [];
});
afterEach(async () => {
  await Promise.all([relay.close(), other.close()]);
});

/** Both instances have the same hooks. */
function hear(answer: (message: Message) => unknown = () => undefined): void {
  const hook = (message: Message) => {
    heard.push(message.status);
    return answer(message);
  };
  for (const { hooks } of [relay, other]) Object.assign(hooks, { onIncomingMessage: hook, onStatus: hook });
}

const tell = (body: object, on = relay, budgetMs?: number) =>
  on.call(voltWebhook, webhookWithToken(body), budgetMs);
const sent = () => [...relay.volt.messages.values()].map(({ body, toNumber }) => [body, toNumber]);
const alarms = (on = relay) => on.lines.filter(({ level }) => level === "error");
const useStore = (changed: Partial<RecordStore>) =>
  Object.assign(relay.instance, { openStore: () => ({ ...relay.store, ...changed }) });
const unavailable = () => Promise.reject(new StoreUnavailableError("The store is down."));

describe("what Volt tells again", () => {
  it("is heard once, whichever instances are told, at once or one after the other", async () => {
    hear(() => reply("Welcome"));
    const answers = await Promise.all([
      tell(incoming),
      tell(incoming, other),
      tell(incoming),
      tell(incoming, other),
    ]);
    expect(answers.filter(({ status }) => status === 200)).not.toHaveLength(0);
    for (const { status, body } of answers) {
      if (status !== 200) expect(body).toMatchObject({ error: { code: "event_in_progress" } });
    }
    for (const on of [relay, other]) expect(await tell(incoming, on)).toMatchObject({ status: 200 });
    expect(heard).toEqual(["received"]);
    expect(sent()).toEqual([["Welcome", customer]]);
  });

  it("is another event where the status is another, for the envelopes' ids may be the same", async () => {
    hear();
    for (const body of [SENT, DELIVERED, FAILED, SENT, { ...DELIVERED, id: "rfw_other" }, FAILED]) {
      expect(await tell(body)).toMatchObject({ status: 200 });
    }
    expect(heard).toEqual(["sent", "delivered", "failed"]);
  });

  it("is heard again where the hook wished so", async () => {
    let isReady = false;
    hear(() => {
      if (!isReady) throw new RetryLater();
      return reply("Welcome");
    });
    for (const body of [incoming, SENT]) {
      expect(await tell(body)).toMatchObject({ status: 503, body: { error: { code: "retry_later" } } });
    }
    expect(sent()).toEqual([]);
    isReady = true;
    expect(await tell(incoming, other)).toMatchObject({ status: 200 });
    expect(heard).toEqual(["received", "sent", "received"]);
    expect(sent()).toEqual([["Welcome", customer]]);
  });

  it("is not heard again because a hook has failed", async () => {
    hear(() => {
      throw new Error("bug");
    });
    for (let n = 0; n < 2; n++) expect(await tell(incoming)).toMatchObject({ status: 200 });
    expect(heard).toEqual(["received"]);
    expect(alarms()).toMatchObject([{ event: "hook_failed" }]);
  });

  it("is heard again by another instance where the first has died over it, and only one of them replies", async () => {
    let wake: (() => void) | undefined;
    const asleep = new Promise<void>((resolve) => (wake = resolve));
    hear();
    relay.hooks.onIncomingMessage = () => asleep.then(() => reply("too late"));
    const first = tell(incoming);
    await new Promise((resolve) => setImmediate(resolve));
    expect(await tell(incoming, other)).toMatchObject({ body: { error: { code: "event_in_progress" } } });
    other.advance(31_000);
    other.hooks.onIncomingMessage = () => reply("in time");
    expect(await tell(incoming, other)).toMatchObject({ status: 200 });
    wake?.();
    expect(await first).toMatchObject({ status: 200 });
    expect(sent()).toEqual([["in time", customer]]);
    expect(alarms()).toMatchObject([{ event: "reply_not_sent", to: incoming.payload.message_app_id }]);
  });
});

describe("a reply", () => {
  it("is sent message by message, in their order, to the sender from the number that received", async () => {
    hear(() =>
      reply("One")
        .message({ content: "Two", to: sandboxNumbers.otherCustomer, media: ["https://example.com/a.png"] })
        .message({ to: "*104*1#", messageType: "ussd" })
        .message({ media: ["https://example.com/b.png"] })
        .message({})
        .variable("contact.name", "Jo"),
    );
    expect(await tell(incoming)).toMatchObject({ status: 200, body: {} });
    expect([...relay.volt.messages.values()]).toMatchObject([
      { body: "One", toNumber: customer, fromNumber: ours, media: [] },
      { body: "Two", toNumber: sandboxNumbers.otherCustomer, media: ["https://example.com/a.png"] },
      { body: "", toNumber: customer, media: ["https://example.com/b.png"] },
    ]);
    expect(alarms()).toEqual([]);
  });

  it("to a status is none", async () => {
    hear(() => reply("Thanks"));
    for (const body of [SENT, DELIVERED]) expect(await tell(body)).toMatchObject({ status: 200 });
    expect(sent()).toEqual([]);
  });

  it("that is none is said in the log, and nothing is sent", async () => {
    hear(() => ({ messages: "Welcome" }));
    expect(await tell(incoming)).toMatchObject({ status: 200 });
    expect(alarms()).toMatchObject([{ event: "hook_reply_unusable" }]);
    expect(sent()).toEqual([]);
  });

  it.each([
    ["breaks off", "reset", "outcome_unknown"],
    ["sends, and its answer is lost", "lost", "outcome_unknown"],
    ["fails", { status: 502, body: "<html>" }, "outcome_unknown"],
    ["says no", { status: 200, body: '{"errors":[{"message":"Recipient opted out"}]}' }, "provider_refused"],
    ["does not know the token", { status: 401, body: "{}" }, "provider_refused"],
  ] as const)("is not sent again when Volt %s, and the log says so", async (_case, fault, code) => {
    hear(() => reply("Welcome"));
    relay.volt.next(fault);
    expect(await tell(incoming)).toMatchObject({ status: 200 });
    for (const on of [relay, other]) expect(await tell(incoming, on)).toMatchObject({ status: 200 });
    expect(operations(relay)).toEqual(["createMessage"]);
    expect(alarms()).toMatchObject([
      { event: "reply_not_sent", provider: "volt", code, to: incoming.payload.message_app_id },
    ]);
  });

  it("of two messages goes on with the second when the first is refused", async () => {
    hear(() => reply("One").message("Two"));
    relay.volt.next({ status: 400, body: '{"errors":[{"message":"no"}]}' });
    await tell(incoming);
    expect(sent()).toEqual([["Two", customer]]);
    expect(alarms()).toHaveLength(1);
  });

  it("is not begun when the time is up: it might be sent without an answer", async () => {
    hear(() => reply("One").message("Two"));
    relay.volt.next("hang");
    const start = performance.now();
    expect(await tell(incoming, relay, 1_800)).toMatchObject({ status: 200 });
    expect(performance.now() - start).toBeLessThan(2_500);
    expect(await tell(incoming, other)).toMatchObject({ status: 200 });
    expect(operations(relay)).toEqual(["createMessage"]);
    expect(relay.lines.filter(({ event }) => event === "not_replied")).toMatchObject([
      { code: "outcome_unknown" },
      { code: "provider_unreachable" },
    ]);
  });

  it("is not sent again by another instance when the first dies between the hook and the sending", async () => {
    hear(() => reply("Welcome"));
    Object.assign(relay.instance, { httpOnce: () => Promise.reject(new Error("the process has died")) });
    expect(await tell(incoming)).toMatchObject({ status: 500 });
    expect(await tell(incoming, other)).toMatchObject({ status: 200 });
    expect(heard).toEqual(["received"]);
    expect(operations(relay)).toEqual([]);
  });

  it("lies in the store as little as the message does", async () => {
    hear(() => reply("Welcome, Jo"));
    const kept: unknown[] = [];
    const { store } = relay;
    useStore({
      create: (...all) => {
        kept.push(...all);
        return store.create(...all);
      },
      replace: (...all) => {
        kept.push(...all);
        return store.replace(...all);
      },
    });
    await tell(incoming);
    expect(kept).toHaveLength(8);
    expect(JSON.stringify(kept)).not.toMatch(/JOIN|Welcome|result|555/);
    expect(JSON.stringify(relay.lines)).not.toMatch(/JOIN|Welcome|\+1555\d/);
  });
});

describe("while the store is down", () => {
  it("the hook runs all the same, however often it is told, and its reply is not sent", async () => {
    hear(() => reply("Welcome"));
    relay.setStoreDown(true);
    for (let n = 0; n < 2; n++) expect(await tell(incoming)).toMatchObject({ status: 200 });
    expect(heard).toEqual(["received", "received"]);
    expect(operations(relay)).toEqual([]);
    expect(alarms()).toMatchObject([{ event: "reply_not_sent", to: incoming.payload.message_app_id }]);
  });

  it("a hook that has no reply is no matter, and one that wants to be told again is", async () => {
    hear(({ status }) => {
      if (status === "delivered") throw new RetryLater();
    });
    relay.setStoreDown(true);
    expect(await tell(SENT)).toMatchObject({ status: 200 });
    expect(await tell(DELIVERED)).toMatchObject({ status: 503, body: { error: { code: "retry_later" } } });
    expect(alarms()).toEqual([]);
  });

  it("after the hook has run, its reply is not sent: another instance would run it anew", async () => {
    hear(() => reply("Welcome"));
    useStore({ replace: unavailable });
    expect(await tell(incoming)).toMatchObject({ status: 200 });
    expect(operations(relay)).toEqual([]);
    expect(alarms()).toMatchObject([{ event: "reply_not_sent", code: "store_unavailable" }]);
    other.advance(31_000);
    expect(await tell(incoming, other)).toMatchObject({ status: 200 });
    expect(sent()).toEqual([["Welcome", customer]]);
  });
});

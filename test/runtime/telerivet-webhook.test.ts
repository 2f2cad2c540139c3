import { RetryLater } from "../../src/relay/errors";
import type { Message, RelayEvent } from "../../src/relay/message";
import { reply } from "../../src/relay/reply";
import { telerivetWebhook } from "../../src/runtime/routes/telerivet-webhook";
import { sandboxAccounts } from "../../src/sandbox/accounts";
import { createScene, DOWN, SILENT } from "../guarantees/world/scene";
import type { FunctionRequest } from "../helpers/function-event";
import { startTestRelay, type TestRelay } from "../helpers/relay";
import { startTestTelerivet, telerivetForm } from "../helpers/telerivet";

const SECRET = sandboxAccounts.telerivetWebhookSecret;
const ID = "SM1000000000000001";
const T = 1_700_000_000;

const status = (word: string, more: Record<string, string> = {}) =>
  telerivetForm({
    ...{ event: "send_status", id: ID, project_id: "PJ1", status: word, message_type: "sms" },
    ...{ from_number: "+15550100199", to_number: "+15550100123", content: "Hi there" },
    ...{ direction: "outgoing", time_created: String(T), time_updated: String(T) },
    ...more,
  });
/** A status with the second in which Telerivet came to it. */
const at = (second: number, word: string, more: Record<string, string> = {}) =>
  status(word, { time_updated: String(T + second), ...more });

const incoming = (more: Record<string, string> = {}) =>
  telerivetForm({
    ...{ event: "incoming_message", id: ID, project_id: "PJ1", message_type: "sms", status: "processing" },
    ...{ from_number: "5550100123", from_number_e164: "+15550100123", to_number: "+15550100199" },
    ...{ content: "Join & stay", time_created: String(T), time_updated: String(T) },
    ...{ service_id: "SV1", "contact[vars][lang]": "es" },
    ...more,
  });

let relay: TestRelay;
beforeEach(async () => {
  relay = await startTestRelay();
  relay.context.TELERIVET_WEBHOOK_SECRET = SECRET;
});
afterEach(() => relay.close());

const tell = (request: FunctionRequest, budgetMs?: number) => relay.call(telerivetWebhook, request, budgetMs);
const inInsights = () => relay.insights.messages.get(`telerivet:${ID}`);
const statuses = () => relay.insights.statuses(`telerivet:${ID}`);

describe("POST /telerivet/webhook", () => {
  it.each([
    ["send_status", status("sent")],
    ["incoming_message", incoming()],
    ["send_broadcast", telerivetForm({ event: "send_broadcast", id: "BC1", "recipients[0][type]": "x" })],
    ["contact_update", telerivetForm({ event: "contact_update", id: "CT1", update_type: "add" })],
    ["message_metadata", telerivetForm({ event: "message_metadata", id: ID, status: "unknown" })],
    ["of tomorrow", telerivetForm({ event: "message_of_tomorrow", "a[b][c]": "1" })],
    ["of a rule", telerivetForm({ event: "default" })],
    ["without a name", telerivetForm({})],
    ["with two names", { form: `secret=${SECRET}&event=send_status&event=contact_update` }],
    ["a status of tomorrow", status("Levitating")],
  ])("answers an event (%s) exactly 200", async (_event, request) => {
    expect(await tell(request)).toMatchObject({ status: 200, contentType: "application/json", text: "{}" });
  });

  it("brings an incoming message to Insights", async () => {
    await tell(incoming({ num_parts: "2" }));
    expect(relay.insights.history.map(({ path, body }) => ({ path, body }))).toEqual([
      {
        path: "/data/messages",
        body: {
          ...{ id: ID, provider: "telerivet", direction: "inbound", status: "received" },
          ...{ from_number: "+15550100123", to_number: "+15550100199", body: "Join & stay" },
          ...{ message_type: "SMS", segment_count: 2 },
          message_created_at: "2023-11-14T22:13:20Z",
          message_sent_at: "2023-11-14T22:13:20Z",
          message_finalized_at: "2023-11-14T22:13:20Z",
        },
      },
    ]);
  });

  it("brings a status to Insights", async () => {
    const failed = { error_code: "500", error_message: "Free text", time_sent: String(T + 5) };
    await tell(at(9, "not_delivered", failed));
    expect(relay.insights.history.map(({ path, body }) => ({ path, body }))).toEqual([
      {
        path: "/data/messages",
        body: {
          ...{ id: ID, provider: "telerivet", direction: "outbound", status: "undelivered" },
          ...{ from_number: "+15550100199", to_number: "+15550100123", body: "Hi there" },
          ...{ message_type: "SMS", error_code: "500" },
          message_created_at: "2023-11-14T22:13:20Z",
          message_sent_at: "2023-11-14T22:13:25Z",
          message_finalized_at: "2023-11-14T22:13:29Z",
        },
      },
    ]);
  });

  it("leaves the text out where INSIGHTS_INCLUDE_BODY is false; the hook still has it", async () => {
    relay.context.INSIGHTS_INCLUDE_BODY = "false";
    const seen: Message[] = [];
    relay.hooks.onIncomingMessage = (message) => void seen.push(message);
    await tell(incoming());
    expect(relay.insights.requests[0]?.body).not.toContain("stay");
    expect(seen).toMatchObject([{ body: "Join & stay" }]);
  });

  it("names the provider as TELERIVET_INSIGHTS_PROVIDER says", async () => {
    relay.context.TELERIVET_INSIGHTS_PROVIDER = "android-gateway";
    await tell(status("sent"));
    expect([...relay.insights.messages.keys()]).toEqual([`android-gateway:${ID}`]);
  });

  it.each([
    ["a call", { message_type: "call" }],
    ["a USSD request", { message_type: "ussd" }],
    ["a USSD session", { message_type: "ussd_session" }],
    ["a service", { message_type: "service" }],
    ["what is simulated", { simulated: "1" }],
  ])("leaves %s out of Insights, and not out of the hooks", async (_case, more) => {
    const seen: string[] = [];
    relay.hooks.onStatus = ({ status: word }) => void seen.push(word);
    relay.hooks.onIncomingMessage = ({ status: word }) => void seen.push(word);
    expect(await tell(status("sent", more))).toMatchObject({ status: 200 });
    expect(await tell(incoming(more))).toMatchObject({ status: 200 });
    expect(seen).toEqual(["sent", "processing"]);
    expect(relay.insights.requests).toHaveLength(0);
  });

  it("brings what is simulated to Insights where INSIGHTS_INCLUDE_SIMULATED says so", async () => {
    relay.context.INSIGHTS_INCLUDE_SIMULATED = "true";
    await tell(status("sent", { simulated: "1" }));
    expect(statuses()).toEqual(["sent"]);
  });

  it("hands other events on, read into types", async () => {
    const seen: RelayEvent[] = [];
    relay.hooks.onEvent = (event) => void seen.push(event);
    await tell(
      telerivetForm({ event: "contact_update", id: "CT1", update_type: "block_send", send_blocked: "1" }),
    );
    await tell(telerivetForm({ event: "of_tomorrow", "a[0]": "x" }));
    expect(seen).toMatchObject([
      { provider: "telerivet", type: "contact_update", id: "CT1", data: { send_blocked: true } },
      { type: "of_tomorrow", id: "", data: { a: { "0": "x" } } },
    ]);
    expect(JSON.stringify(seen)).not.toContain(SECRET);
    expect(relay.insights.requests).toHaveLength(0);
  });

  it("comes again for a hook that wants an event later", async () => {
    relay.hooks.onEvent = () => Promise.reject(new RetryLater());
    expect(await tell(telerivetForm({ event: "contact_update", id: "CT1" }))).toMatchObject({ status: 503 });
  });

  it("says what is missing where an event about a message names none", async () => {
    expect(await tell(telerivetForm({ event: "send_status", status: "sent" }))).toMatchObject({
      status: 400,
      body: { error: { code: "invalid_request", problems: [{ path: "id" }] } },
    });
  });

  it("is not led astray by names that JavaScript knows", async () => {
    const seen: Message[] = [];
    relay.hooks.onIncomingMessage = (message) => void seen.push(message);
    const names = [
      "__proto__",
      "constructor",
      "toString",
      "request",
      "__proto__[id]",
      "contact[__proto__][a]",
    ];
    const hostile = new URLSearchParams(names.map((name): [string, string] => [name, "polluted"])).toString();
    const answer = await tell({ form: `${incoming().form ?? ""}&${hostile}` });
    expect(answer).toMatchObject({ status: 200 });
    expect(seen).toMatchObject([{ id: ID, body: "Join & stay" }]);
    expect(inInsights()).toMatchObject({ status: "received", body: "Join & stay" });
    expect({}).not.toHaveProperty("a");
  });
});

describe("the secret", () => {
  const least = `event=send_status&id=${ID}&status=sent`;
  it.each([
    ["missing", { form: least }],
    ["empty", { form: `${least}&secret=` }],
    ["wrong", { form: `${least}&secret=${SECRET}x` }],
    ["a part of it", { form: `${least}&secret=${SECRET.slice(0, -1)}` }],
    ["there twice", { form: `${least}&secret=${SECRET}&secret=${SECRET}` }],
    ["a list of one", { json: { event: "send_status", id: ID, status: "sent", secret: [SECRET] } }],
    ["an object", { json: { event: "send_status", id: ID, status: "sent", secret: { toString: SECRET } } }],
    ["in brackets", { form: `${least}&secret[]=${SECRET}` }],
    ["in a header", { form: least, headers: { secret: SECRET } }],
  ])("that is %s is refused, and nobody is asked", async (_case, request: FunctionRequest) => {
    const heard: unknown[] = [];
    relay.hooks.onStatus = (message) => void heard.push(message);
    expect(await tell(request)).toMatchObject({
      status: 403,
      body: { error: { code: "invalid_signature" } },
    });
    expect([relay.insights.requests, relay.twilio.requests, heard]).toEqual([[], [], []]);
  });

  it.each(["", "   ", undefined])("as a setting of %j opens to nobody", async (secret) => {
    relay.context.TELERIVET_WEBHOOK_SECRET = secret;
    for (const form of [least, `${least}&secret=`, `${least}&secret=${encodeURIComponent(secret ?? "")}`]) {
      const answer = await tell({ form });
      expect(answer).toMatchObject({ status: 500, body: { error: { code: "configuration_error" } } });
      expect(answer.text).toContain("TELERIVET_WEBHOOK_SECRET");
    }
    expect(relay.insights.requests).toHaveLength(0);
  });

  it("is in no log, and no text and no whole number either", async () => {
    relay.hooks.onIncomingMessage = () => reply("Welcome");
    relay.insights.next({ status: 503 });
    await tell(incoming(), 1_900);
    await tell(status("sent"));
    await tell({ form: `${least}&secret=guess-of-mine` });
    const log = JSON.stringify(relay.lines);
    expect(log).toContain(ID);
    for (const word of [SECRET, "guess-of-mine", "stay", "Hi there", "Welcome", "5550100123"])
      expect(log).not.toContain(word);
  });
});

describe("the statuses of one message", () => {
  const heard: string[] = [];
  beforeEach(() => {
    heard.length = 0;
    relay.hooks.onStatus = ({ status: word }) => void heard.push(word);
  });
  const tellAll = async (...requests: FunctionRequest[]) => {
    for (const request of requests) expect(await tell(request)).toMatchObject({ status: 200 });
  };

  it("go forwards in Insights, in whatever order they come", async () => {
    await tellAll(at(1, "queued"), at(3, "delivered"), at(2, "sent"), at(2, "queued"));
    expect(statuses()).toEqual(["queued", "delivered"]);
    expect(heard).toEqual(["queued", "delivered", "sent", "queued"]);
  });

  it("within one second go by their rank", async () => {
    await tellAll(at(1, "delivered"), at(1, "sent"), at(1, "queued"), at(1, "read"));
    expect(statuses()).toEqual(["delivered", "read"]);
  });

  it("without a time go by their rank", async () => {
    const timeless = (word: string) => status(word, { time_updated: "" });
    await tellAll(timeless("sent"), timeless("delivered"), timeless("sent"));
    expect(statuses()).toEqual(["sent", "delivered"]);
  });

  it("are nothing new for a click on a link, save for the hook", async () => {
    await tellAll(at(3, "delivered"), at(60, "delivered", { time_clicked: String(T + 60) }));
    expect(statuses()).toEqual(["delivered"]);
    expect(inInsights()).toMatchObject({ message_finalized_at: "2023-11-14T22:13:23Z" });
    expect(heard).toEqual(["delivered", "delivered"]);
  });

  it("begin anew where a user sends a failed message again", async () => {
    await tellAll(at(1, "failed"), at(60, "queued"), at(61, "sent"), at(62, "delivered"), at(1, "failed"));
    expect(statuses()).toEqual(["failed", "queued", "sent", "delivered"]);
  });

  it("are not final with a failure that Telerivet tries to mend", async () => {
    await tellAll(at(1, "failed_queued", { error_message: "Busy" }));
    expect(inInsights()).toMatchObject({ status: "queued" });
    expect(inInsights()).not.toHaveProperty("message_finalized_at");
  });

  it("were final before the message was read", async () => {
    await tellAll(at(3, "delivered"), at(90, "read"));
    expect(inInsights()).toMatchObject({ status: "read", message_finalized_at: "2023-11-14T22:13:23Z" });
  });
});

describe("when Insights is down", () => {
  it("the message is kept in the outbox, and Telerivet hears 200", async () => {
    const telerivet = await startTestTelerivet(relay);
    relay.insights.always({ status: 503 });
    expect(await tell(status("delivered"), 1_900)).toMatchObject({ status: 200 });
    expect(await relay.store.read("outbox", `telerivet:${ID}`)).toMatchObject({
      data: { provider: "telerivet", id: ID, reason: "insights_unavailable" },
    });
    await telerivet.close();
  });

  it("and the store, too, Telerivet is to come again, and the next time is as good as the first", async () => {
    relay.setStoreDown(true);
    relay.insights.always({ status: 503 });
    expect(await tell(status("delivered"), 1_900)).toMatchObject({
      status: 503,
      body: { error: { code: "not_delivered" } },
    });
    relay.setStoreDown(false);
    relay.insights.always(undefined);
    expect(await tell(status("delivered"))).toMatchObject({ status: 200 });
    expect(statuses()).toEqual(["delivered"]);
  });

  it("the present truth is read from Telerivet before anything is repeated", async () => {
    const telerivet = await startTestTelerivet(relay);
    const { id } = telerivet.sendFromWebApp({ to_number: "+15550100123", content: "Hi there" });
    telerivet.progress(id, "sent");
    relay.advance(2_000);
    telerivet.progress(id, "delivered");
    relay.insights.next({ status: 503 });
    const { time_created: created } = telerivet.messages.get(id) ?? {};
    expect(await tell(status("sent", { id, time_updated: String(created) }))).toMatchObject({ status: 200 });
    expect(relay.insights.statuses(`telerivet:${id}`)).toEqual(["delivered"]);
    await telerivet.close();
  });

  it("what Telerivet does not know is repeated as it was said", async () => {
    const telerivet = await startTestTelerivet(relay);
    relay.insights.next({ status: 503 });
    await tell(incoming());
    expect(inInsights()).toMatchObject({ status: "received", from_number: "+15550100123" });
    await telerivet.close();
  });

  it("a reply is kept for the next time: the hook does not run again", async () => {
    let runs = 0;
    relay.hooks.onIncomingMessage = () => reply(`Welcome ${++runs}`);
    relay.insights.always({ status: 503 });
    // The outbox alone refuses.
    const { openStore } = relay.instance;
    Object.assign(relay.instance, {
      openStore: (...all: Parameters<typeof openStore>) => {
        const store = openStore(...all);
        const create: typeof store.create = async (collection, ...rest) => {
          if (collection === "outbox") relay.setStoreDown(true);
          return (collection === "outbox" ? openStore(...all) : store).create(collection, ...rest);
        };
        return { ...store, create };
      },
    });
    expect(await tell(incoming(), 1_900)).toMatchObject({ status: 503 });
    Object.assign(relay.instance, { openStore });
    relay.setStoreDown(false);
    relay.insights.always(undefined);
    expect(await tell(incoming())).toMatchObject({
      status: 200,
      body: { messages: [{ content: "Welcome 1" }] },
    });
    expect(runs).toBe(1);
  });
});

describe("a hook's reply", () => {
  it("is Telerivet's JSON, with the relay's own place for its statuses", async () => {
    relay.hooks.onIncomingMessage = ({ raw }) =>
      reply("Welcome")
        .message({ content: "Look", media: ["https://media.example.com/a.jpg"], to: "+15550001111" })
        .message({ content: "Mine", statusUrl: "https://mine.example.com/", routeId: "PN2" })
        .message({ to: "*104*1#", messageType: "ussd" })
        .variable("contact.vars.lang", JSON.stringify(raw.contact))
        .returnValue(false);
    const own = { status_url: "https://relay.example.com/telerivet/webhook", status_secret: SECRET };
    const answer = await tell(incoming());
    expect(answer).toMatchObject({ status: 200, contentType: "application/json" });
    expect(answer.body).toEqual({
      messages: [
        { content: "Welcome", ...own },
        { content: "Look\nhttps://media.example.com/a.jpg", to_number: "+15550001111", ...own },
        { content: "Mine", route_id: "PN2", status_url: "https://mine.example.com/" },
        { to_number: "*104*1#", message_type: "ussd", ...own },
      ],
      variables: { "contact.vars.lang": '{"vars":{"lang":"es"}}', return_value: false },
    });
  });

  it("names RELAY_BASE_URL where the relay is behind it", async () => {
    relay.context.RELAY_BASE_URL = "https://messages.example.org/";
    relay.hooks.onIncomingMessage = () => reply("Welcome");
    expect((await tell(incoming())).body).toMatchObject({
      messages: [{ status_url: "https://messages.example.org/telerivet/webhook" }],
    });
  });

  it.each([
    ["a text", "Welcome"],
    ["something else", { message: "Welcome" }],
    ["a message with a mistaken name", { messages: [{ text: "Welcome" }] }],
    ["a variable of no kind", { messages: [], variables: { name: "Jo" } }],
    ["a number that is none", { messages: [], variables: { $n: Number.NaN } }],
    ["what has no JSON", { messages: [{ content: 1n }] }],
  ])("that is none (%s) is not given; the operator hears of it, and Telerivet 200", async (_case, value) => {
    relay.hooks.onIncomingMessage = () => value as never;
    expect(await tell(incoming())).toMatchObject({ status: 200, text: "{}" });
    expect(relay.lines).toContainEqual(expect.objectContaining({ event: "hook_reply_unusable" }));
    expect(JSON.stringify(relay.lines)).not.toContain("Welcome");
  });

  it("may hold more than a reply does: that is left out", async () => {
    const more: Record<string, unknown> = { messages: [{ content: "Welcome" }], toJSON: undefined };
    more.self = more;
    relay.hooks.onIncomingMessage = () => more as never;
    for (let n = 0; n < 2; n++)
      expect(await tell(incoming())).toMatchObject({ body: { messages: [{ content: "Welcome" }] } });
  });

  it("to a status is none", async () => {
    relay.hooks.onStatus = (() => reply("Welcome")) as never;
    expect(await tell(status("sent"))).toMatchObject({ status: 200, text: "{}" });
  });
});

describe("a message that Telerivet tells of again", () => {
  let runs = 0;
  beforeEach(() => {
    runs = 0;
    relay.hooks.onIncomingMessage = () => reply(`Welcome ${++runs}, +15550009999`);
  });

  it("is answered the same, and its hook does not run again", async () => {
    const first = await tell(incoming());
    relay.advance(20 * 3_600_000);
    expect(await tell(incoming({ time_updated: String(T + 1), status: "received" }))).toEqual(first);
    expect([runs, first.body]).toMatchObject([1, { messages: [{ content: "Welcome 1, +15550009999" }] }]);
  });

  it("is told from the same id in another project, and from other ids", async () => {
    await tell(incoming());
    await tell(incoming({ project_id: "PJ2" }));
    await tell(incoming({ id: "SM2" }));
    expect(runs).toBe(3);
  });

  it("by another service is not replied to twice", async () => {
    const first = await tell(incoming());
    const other = { service_id: "SV2", message_service_id: "SV1" };
    expect(await tell(incoming(other))).toMatchObject({ status: 200, text: "{}" });
    expect(await tell(incoming())).toEqual(first);
    expect(runs).toBe(1);
  });

  it("leaves no text, no number and no secret in the store", async () => {
    await tell(incoming());
    const { records } = await relay.store.list("events", undefined);
    expect(records).toHaveLength(1);
    const stored = JSON.stringify(records);
    for (const word of ["Welcome", "9999", "5550100123", "stay", SECRET, ID]) {
      expect(stored).not.toContain(word);
      expect(stored).not.toContain(Buffer.from(word).toString("base64").slice(0, 4));
    }
  });

  it("runs its hook again where that wanted it, and not once it has run", async () => {
    relay.hooks.onIncomingMessage = () => {
      if (++runs === 1) throw new RetryLater();
      return reply(`Welcome ${runs}`);
    };
    expect(await tell(incoming())).toMatchObject({ status: 503, body: { error: { code: "retry_later" } } });
    expect(await tell(incoming())).toMatchObject({ body: { messages: [{ content: "Welcome 2" }] } });
    expect(await tell(incoming())).toMatchObject({ body: { messages: [{ content: "Welcome 2" }] } });
  });

  it("does not run a hook again that failed: the failure is in the log", async () => {
    relay.hooks.onIncomingMessage = () => {
      runs++;
      throw new TypeError("the user's");
    };
    for (let n = 0; n < 2; n++) expect(await tell(incoming())).toMatchObject({ status: 200, text: "{}" });
    expect(runs).toBe(1);
    expect(JSON.stringify(relay.lines)).toContain("hook_failed");
  });

  it("has no reply once the secret is another one", async () => {
    await tell(incoming());
    relay.context.TELERIVET_WEBHOOK_SECRET = "the-next-secret";
    expect(await tell(incoming({ secret: "the-next-secret" }))).toMatchObject({ status: 200, text: "{}" });
    expect(runs).toBe(1);
  });

  it("has no reply again that was too long for the store", async () => {
    relay.hooks.onIncomingMessage = () => reply("x".repeat(12_000));
    expect((await tell(incoming())).text).toContain("xxx");
    expect(await tell(incoming())).toMatchObject({ status: 200, text: "{}" });
  });

  it("asks the store for nothing where there is no hook", async () => {
    delete relay.hooks.onIncomingMessage;
    relay.setStoreDown(true);
    expect(await tell(incoming())).toMatchObject({ status: 200 });
    expect(inInsights()).toMatchObject({ status: "received" });
  });

  it("comes again while the store is down: whether its hook has run cannot be known", async () => {
    relay.setStoreDown(true);
    expect(await tell(incoming())).toMatchObject({
      status: 503,
      body: { error: { code: "store_unavailable" } },
    });
    expect([runs, statuses()]).toEqual([0, ["received"]]);
    relay.setStoreDown(false);
    expect(await tell(incoming())).toMatchObject({ status: 200 });
    expect(runs).toBe(1);
  });
});

const never = () => new Promise<never>(() => undefined);

/** Instances of the relay with one store, a clock that is moved, and a hook that counts its runs. */
function createStory(kind: "sync" | "memory") {
  const scene = createScene(kind);
  scene.context.TELERIVET_WEBHOOK_SECRET = SECRET;
  const runs: string[] = [];
  scene.hooks.onIncomingMessage = () => {
    runs.push("run");
    return reply(`Welcome ${runs.length}`);
  };
  return { ...scene, runs, tellOn: (name: string) => scene.ask(telerivetWebhook, incoming(), name) };
}

it("a hook is not begun when a slow store has left no time for its reply, and runs once there is", async () => {
  const { faults, tellOn, runs, clock } = createStory("sync");
  // The map is not there yet, and the answer to the creation of its first item is lost.
  let items = 0;
  faults.store = ({ what }) => (/^POST .*\/Items$/.test(what) && ++items === 2 ? SILENT : { backMs: 1_950 });
  const answer = await tellOn("A");
  expect(answer).toMatchObject({ status: 503, body: { error: { code: "store_unavailable" } } });
  expect([runs, answer?.ms]).toEqual([[], expect.any(Number)]);
  expect(answer?.ms).toBeLessThanOrEqual(8_000);
  delete faults.store;
  await clock.advance(31_000);
  expect(await tellOn("B")).toMatchObject({ status: 200, body: { messages: [{ content: "Welcome 1" }] } });
});

describe.each(["sync", "memory"] as const)("on several instances with one store (%s)", (kind) => {
  it("a message is answered the same by each, and its hook runs once", async () => {
    const { tellOn, runs } = createStory(kind);
    const first = await tellOn("A");
    expect(first).toMatchObject({ status: 200, body: { messages: [{ content: "Welcome 1" }] } });
    expect((await tellOn("B"))?.body).toEqual(first?.body);
    expect(runs).toHaveLength(1);
  });

  it("it is answered 503 while the first is at work, and the same after that", async () => {
    const { process, hooks, clock, tellOn, runs } = createStory(kind);
    hooks.onIncomingMessage = async () => {
      runs.push("run");
      await process("A").sleep(3_000);
      return reply("At last");
    };
    process("A").visit(telerivetWebhook, incoming());
    await clock.advance(1_000);
    expect(await tellOn("B")).toMatchObject({ status: 503, body: { error: { code: "event_in_progress" } } });
    await clock.advance(4_000);
    expect(await tellOn("B")).toMatchObject({ status: 200, body: { messages: [{ content: "At last" }] } });
    expect(runs).toHaveLength(1);
  });

  it("its hook runs again 30 s after an instance that died in the middle", async () => {
    const { process, hooks, clock, tellOn, runs } = createStory(kind);
    hooks.onIncomingMessage = () => {
      runs.push("run");
      if (runs.length > 1) return reply("Welcome");
      process("A").kill();
      return never();
    };
    process("A").visit(telerivetWebhook, incoming());
    await clock.advance(1_000);
    await clock.advance(28_000);
    expect(await tellOn("B")).toMatchObject({ status: 503, body: { error: { code: "event_in_progress" } } });
    await clock.advance(2_000);
    expect(await tellOn("B")).toMatchObject({ status: 200, body: { messages: [{ content: "Welcome" }] } });
    expect(runs).toHaveLength(2);
  });

  it.each([
    ["the hook and Insights and the store hang", SILENT, SILENT],
    ["the hook and Insights hang", SILENT, undefined],
    ["the hook and the store hang", undefined, SILENT],
    ["the hook hangs and Insights and the store refuse", DOWN, DOWN],
    ["the hook hangs", undefined, undefined],
  ])("Telerivet is answered in time when %s", async (_case, insights, store) => {
    const { faults, hooks, ask } = createStory(kind);
    hooks.onIncomingMessage = never;
    hooks.onStatus = never;
    hooks.onEvent = never;
    if (insights !== undefined) faults.insights = insights;
    if (store !== undefined) faults.store = store;
    for (const request of [incoming(), status("sent"), telerivetForm({ event: "contact_update" })]) {
      const answer = await ask(telerivetWebhook, request);
      expect(answer?.ms).toBeLessThanOrEqual(8_000);
    }
  });

  it("a store that hangs once the hook has begun keeps nobody waiting", async () => {
    const { faults, hooks, tellOn } = createStory(kind);
    hooks.onIncomingMessage = () => {
      faults.store = SILENT;
      return reply("Welcome");
    };
    faults.insights = SILENT;
    expect((await tellOn("A"))?.ms).toBeLessThanOrEqual(8_000);
  });
});

import { oddityOf } from "../../../src/sandbox/demo/narrate-callback";
import { narrateInsightsPost } from "../../../src/sandbox/demo/narrate-insights";
import { createRelayLineNarrator } from "../../../src/sandbox/demo/narrate-relay-line";
import { narrateSyncCall } from "../../../src/sandbox/demo/narrate-sync";
import { narrateTwilioCall } from "../../../src/sandbox/demo/narrate-twilio";
import { createWebhookNarrator, narrateAttempts } from "../../../src/sandbox/demo/narrate-webhook";
import { twilioError, twilioJson } from "../../../src/sandbox/twilio/answer";
import { formWebhook, eventsWebhook } from "../../../src/sandbox/twilio/webhook-request";
import type { ReceivedRequest } from "../../../src/sandbox/stand-in/stand-in";
import { receivedRequest } from "./received-request";

const sid = "SMd36c0364e3842955b2c8f86da3bd8ad6";

const request = (given: Partial<ReceivedRequest>) =>
  receivedRequest({
    path: "/data/messages/twilio",
    headers: { "user-agent": "twilio-node/6.2.0 (linux x64)" },
    ...given,
  });

test.each([
  { status: "sent", reported: [], oddity: "" },
  { status: "delivered", reported: ["sent"], oddity: "" },
  { status: "sent", reported: ["sent"], oddity: "again" },
  { status: "sent", reported: ["sent", "delivered"], oddity: "again" },
  { status: "sent", reported: ["delivered"], oddity: "late, after delivered" },
  { status: "delivered", reported: ["read"], oddity: "late, after read" },
  { status: "delivered", reported: [], oddity: "early, before sent" },
  { status: "undelivered", reported: [], oddity: "early, before sent" },
  { status: "read", reported: ["sent"], oddity: "early, before delivered" },
  { status: "failed", reported: ["queued"], oddity: "" },
])("$status after $reported is '$oddity'", ({ status, reported, oddity }) => {
  expect(oddityOf(status, reported)).toBe(oddity);
});

describe("a webhook of Twilio's", () => {
  const callback = (status: string) =>
    formWebhook("token", "http://relay.example", { MessageSid: sid, MessageStatus: status });

  test("is told with what is odd about it, by the ones before", () => {
    const narrate = createWebhookNarrator();
    expect(narrate(callback("delivered")).text).toBe("calls back: SM…8ad6 delivered (early, before sent)");
    expect(narrate(callback("sent")).text).toBe("calls back: SM…8ad6 sent (late, after delivered)");
    expect(narrate(callback("sent")).text).toBe("calls back: SM…8ad6 sent (again)");
  });

  test.each([
    { NumMedia: "0", text: "passes on an incoming message: SM…8ad6" },
    { NumMedia: "1", text: "passes on an incoming picture message: SM…8ad6" },
  ])("with $NumMedia media is an incoming message", ({ NumMedia, text }) => {
    const webhook = formWebhook("token", "http://relay.example", { MessageSid: sid, NumMedia });
    expect(createWebhookNarrator()(webhook).text).toBe(text);
  });

  test.each([
    {
      case: "a batch",
      body: '[{"type":"com.twilio.a.sent"},{"type":"com.twilio.b.test-event"},{"no":"type"},7]',
      text: "delivers events: sent, test-event, ?, ?",
    },
    { case: "a lone event", body: '{"type":"com.twilio.a.sent"}', text: "delivers events: sent" },
  ])("with $case names the events", ({ body, text }) => {
    expect(createWebhookNarrator()(eventsWebhook("token", "http://relay.example", body)).text).toBe(text);
  });

  test.each<{ attempts: (number | "ct" | "rt")[]; steps: object[] }>([
    { attempts: [200], steps: [] },
    {
      attempts: [503, "rt", 200],
      steps: [{ text: "had these answers to a webhook: 503, no answer, 200", mood: "odd" }],
    },
    { attempts: [503], steps: [{ text: "had these answers to a webhook: 503", mood: "bad" }] },
    { attempts: ["ct"], steps: [{ text: "had these answers to a webhook: no connection", mood: "bad" }] },
  ])("that was answered $attempts ends in $steps", ({ attempts, steps }) => {
    expect(narrateAttempts(attempts)).toMatchObject(steps);
  });
});

describe("a call of Twilio's REST API", () => {
  const base = "/2010-04-01/Accounts/AC00000000000000000000000000000001";
  const created = twilioJson(201, { sid, status: "queued", error_code: null });

  test.each([
    {
      case: "a send",
      call: request({ path: `${base}/Messages.json` }),
      answer: created,
      step: { from: "relay", text: "creates a Message: SM…8ad6 is queued" },
    },
    {
      case: "another app's send",
      call: request({ path: `${base}/Messages.json`, headers: { "user-agent": "node" } }),
      answer: created,
      step: { from: "app", text: "creates a Message: SM…8ad6 is queued" },
    },
    {
      case: "a look",
      call: request({ method: "GET", path: `${base}/Messages/${sid}.json` }),
      answer: twilioJson(200, { sid, status: "undelivered", error_code: 30003 }),
      step: { from: "relay", text: "asks for the truth: SM…8ad6 is undelivered 30003" },
    },
    {
      case: "a look in vain",
      call: request({ method: "GET", path: `${base}/Messages/${sid}.json` }),
      answer: twilioError({ code: 20404, message: "not found", status: 404 }),
      step: { text: "asks for the truth: there is no SM…8ad6", mood: "odd" },
    },
    {
      case: "a refusal",
      call: request({ path: `${base}/Messages.json` }),
      answer: twilioError({ code: 21211, message: "Invalid 'To'", status: 400 }),
      step: { text: "is refused: 21211 Invalid 'To'", mood: "odd" },
    },
    {
      case: "a check",
      call: request({ method: "GET", path: `${base}.json` }),
      answer: twilioJson(200, { sid: "AC1" }),
      step: { text: "checks the account: it is good" },
    },
  ])("$case", ({ call, answer, step }) => {
    expect(narrateTwilioCall(call, answer)).toMatchObject(step);
  });
});

test.each([
  { body: { sid, status: "sent" }, status: 202, step: { text: "SM…8ad6 is sent", mood: "good" } },
  {
    body: { sid, status: "failed", error_code: 30008 },
    status: 503,
    step: { text: "SM…8ad6 is failed 30008: Insights answers 503", mood: "odd" },
  },
  {
    body: { sid, status: "sent" },
    status: undefined,
    step: { text: "SM…8ad6 is sent: the connection breaks", mood: "odd" },
  },
])("a post to Insights that is answered $status", ({ body, status, step }) => {
  expect(narrateInsightsPost(request({ body: JSON.stringify(body) }), status)).toMatchObject(step);
});

test.each([
  { status: 400, text: "checks the way: it is open" },
  { status: 401, text: "checks the way: answered 401" },
])("the relay's probe of Insights that is answered $status", ({ status, text }) => {
  expect(narrateInsightsPost(request({ path: "/data/messages", body: "{}" }), status).text).toBe(text);
});

describe("a call of Twilio Sync", () => {
  const items = "/v1/Services/default/Maps/volt-relay-outbox-07/Items";
  const entry = `${items}/twilio%3A${sid}`;
  const form = (Data: object) =>
    new URLSearchParams({ Key: `twilio:${sid}`, Data: JSON.stringify(Data) }).toString();
  const kept = form({ reason: "insights_timeout", strikes: 0 });
  const dead = items.replace("outbox", "dead");

  test.each([
    { path: items, body: kept, status: 201, text: "keeps SM…8ad6 in the outbox: insights_timeout" },
    { path: dead, body: kept, status: 201, text: "keeps SM…8ad6 in the dead letters: insights_timeout" },
    { path: entry, body: kept, status: 200, text: "notes about SM…8ad6 in the outbox: insights_timeout" },
    { path: entry, body: form({ strikes: 1 }), status: 200, text: "takes SM…8ad6 up from the outbox" },
    { path: entry, body: form({ removed: true }), status: 200, text: "lets go of SM…8ad6" },
    { path: items, body: kept, status: 503, text: "is not served: 503" },
  ])("$text", ({ path, body, status, text }) => {
    expect(narrateSyncCall(request({ path, body }), { status })).toMatchObject([{ to: "Sync", text }]);
  });

  test.each([
    { status: 201, data: { state: "in_progress" }, texts: [] },
    { status: 200, data: { state: "done" }, texts: ["notes that the hook has run"] },
    {
      status: 200,
      data: { state: "done", result: "c2VhbGVk" },
      texts: ["notes that the hook has run, and its reply, sealed"],
    },
    { status: 409, data: { state: "in_progress" }, texts: ["sees that the hook has had this message"] },
  ])("about a hook that is answered $status ($data) is told as $texts", ({ status, data, texts }) => {
    const path = items.replace("outbox", "events");
    expect(narrateSyncCall(request({ path, body: form(data) }), { status }).map(({ text }) => text)).toEqual(
      texts,
    );
  });

  test.each([
    { case: "a look", given: { method: "GET", path: items }, status: 200 },
    { case: "a lost race", given: { path: entry, body: kept }, status: 412 },
    { case: "a new map", given: { path: "/v1/Services/default/Maps", body: "UniqueName=a" }, status: 201 },
    {
      case: "the record of a send",
      given: { path: items.replace("outbox", "sends"), body: kept },
      status: 201,
    },
  ])("is not told where it is $case", ({ given, status }) => {
    expect(narrateSyncCall(request(given), { status })).toEqual([]);
  });
});

describe("the relay's own lines", () => {
  const log = (fields: object) => JSON.stringify({ time: "…", level: "info", ...fields });
  const update = (fields: object) => log({ event: "update", id: sid, status: "sent", ...fields });

  test.each([
    { lines: [update({ outcome: "delivered" })], steps: [] },
    {
      lines: [update({ outcome: "superseded" })],
      steps: [{ text: "holds back SM…8ad6 sent: Insights is further", mood: "good" }],
    },
    {
      lines: [update({ outcome: "delivered" }), update({ outcome: "superseded" })],
      steps: [{ text: "holds back SM…8ad6 sent: Insights has that", mood: "good" }],
    },
    {
      lines: [log({ event: "member_joined", provider: "volt", id: sid })],
      steps: [{ text: "runs the hook for SM…8ad6: it replies to JOIN" }],
    },
    {
      lines: [log({ event: "event_skipped", provider: "volt" })],
      steps: [{ text: "takes it, and does nothing with it", mood: "good" }],
    },
    {
      lines: ["403 POST /telerivet/webhook │ Response Type application/json; charset=utf-8"],
      steps: [{ to: "stranger", text: "answers POST /telerivet/webhook with 403: wrong secret" }],
    },
    { lines: ["200 POST /volt/webhook │ Response Type application/json; charset=utf-8"], steps: [] },
    {
      lines: [update({ outcome: "failed", reason: "insights_timeout" })],
      steps: [{ text: "cannot deliver SM…8ad6 sent: insights_timeout", mood: "bad" }],
    },
    {
      lines: [update({ outcome: "deferred", reason: "insights_timeout" })],
      steps: [{ text: "leaves SM…8ad6 sent for later: insights_timeout", mood: "odd" }],
    },
    {
      lines: ["200 GET /ops/outbox?cursor=1 │ Response Type application/json; charset=utf-8"],
      steps: [{ to: "operator", text: "answers GET /ops/outbox with 200", mood: "good" }],
    },
    { lines: [log({ event: "event_skipped" })], steps: [{ text: "skips an element that is no event" }] },
    {
      lines: [log({ level: "error", event: "hook_failed", message: "why" })],
      steps: [{ text: "hook_failed: why", mood: "bad" }],
    },
    {
      lines: ["201 POST /send │ Response Type application/json; charset=utf-8"],
      steps: [{ to: "app", text: "answers POST /send with 201", mood: "good" }],
    },
    {
      lines: [
        log({ event: "refused", route: "send", code: "invalid_request", status: 400 }),
        "400 POST /send │ Response Type application/json; charset=utf-8",
      ],
      steps: [{ to: "app", text: "answers POST /send with 400: invalid_request", mood: "odd" }],
    },
    {
      lines: ["401 GET /health │ Response Type application/json; charset=utf-8"],
      steps: [{ to: "app", text: "answers GET /health with 401: wrong key" }],
    },
    {
      lines: [
        log({ level: "error", event: "unproven_request", route: "twilio_status" }),
        "403 POST /twilio/status │ Response Type application/json; charset=utf-8",
      ],
      steps: [{ to: "stranger", text: "answers POST /twilio/status with 403: bad signature" }],
    },
    { lines: ["200 POST /twilio/status │ Response Type application/json; charset=utf-8"], steps: [] },
    { lines: ["SyntaxError: Expected property name or '}' in JSON at position 1"], steps: [{ mood: "odd" }] },
    { lines: ["http://localhost:3000/send", "{ a hook printed this }", ""], steps: [] },
  ])("$lines", ({ lines, steps }) => {
    const narrate = createRelayLineNarrator();
    const told = lines.flatMap(narrate);
    expect(told).toMatchObject(steps);
    expect(told).toHaveLength(steps.length);
  });
});

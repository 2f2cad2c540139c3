import { startInsights } from "../../src/sandbox/insights/insights";
import { closeAfterEach } from "./close-after-each";

const opened = closeAfterEach();
const token = "sandbox_volt_api_token";

async function start() {
  const insights = opened(await startInsights({ token }));
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${insights.url}${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
  return { insights, post };
}

const generic = { id: "m1", provider: "telerivet", status: "sent", segment_count: 2 };

test("a message is received with 202 and a request id", async () => {
  const { insights, post } = await start();
  const response = await post("/data/messages/twilio", { sid: "SM1", status: "queued" });
  expect(response.status).toBe(202);
  expect(await response.json()).toEqual({
    message: "Received message data",
    requestId: expect.any(String) as string,
  });
  expect(insights.messages.get("SM1")).toEqual({ sid: "SM1", status: "queued" });
});

test.each([
  { case: "a wrong token", headers: { authorization: "Bearer other" }, status: 401, message: "Unauthorized" },
  {
    case: "another scheme",
    headers: { authorization: `Basic ${token}` },
    status: 401,
    message: "Unauthorized",
  },
  { case: "no token", headers: { authorization: "" }, status: 401, message: "Unauthorized" },
  {
    case: "a form",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    status: 415,
    message: "Unsupported Media Type",
  },
])("$case is refused with $status and changes nothing", async ({ headers, status, message }) => {
  const { insights, post } = await start();
  const response = await post("/data/messages/twilio", { sid: "SM1" }, headers);
  expect([response.status, await response.json()]).toEqual([status, { message }]);
  expect(insights.messages.size + insights.history.length).toBe(0);
});

test.each([
  { case: "broken JSON", body: "{" },
  { case: "an array", body: [{ sid: "SM1" }] },
  { case: "null", body: "null" },
  { case: "an empty body", body: "" },
])("$case is refused with 400", async ({ body }) => {
  const { post } = await start();
  expect((await post("/data/messages/twilio", body)).status).toBe(400);
  expect((await post("/data/messages", body)).status).toBe(400);
});

test.each([
  { body: { provider: "telerivet" }, message: "Missing required fields: id" },
  { body: { id: "m1" }, message: "Missing required fields: provider" },
  { body: {}, message: "Missing required fields: id, provider" },
  { body: { id: 7, provider: "" }, message: "Missing required fields: id, provider" },
])("the generic endpoint says $message", async ({ body, message }) => {
  const { insights, post } = await start();
  const response = await post("/data/messages", body);
  expect([response.status, await response.json()]).toEqual([400, { message }]);
  expect(insights.messages.size).toBe(0);
});

test("there is no other endpoint", async () => {
  const { insights, post } = await start();
  expect((await post("/data/messages/telnyx", generic)).status).toBe(404);
  expect((await fetch(`${insights.url}/data/messages`)).status).toBe(404);
});

test("the last post wins in every field, an older status and null included", async () => {
  const { insights, post } = await start();
  await post("/data/messages/twilio", {
    sid: "SM1",
    status: "delivered",
    to: "+15550100123",
    error_code: null,
  });
  await post("/data/messages/twilio", { sid: "SM1", status: "sent", to: null });
  expect(insights.messages.get("SM1")).toEqual({ sid: "SM1", status: "sent", to: null, error_code: null });
  expect(insights.statuses("SM1")).toEqual(["delivered", "sent"]);
});

test("generic messages are told apart by provider and id", async () => {
  const { insights, post } = await start();
  await post("/data/messages", generic);
  await post("/data/messages", { ...generic, status: "delivered" });
  await post("/data/messages", { ...generic, provider: "volt" });
  expect([...insights.messages.keys()]).toEqual(["telerivet:m1", "volt:m1"]);
  expect(insights.statuses("telerivet:m1")).toEqual(["sent", "delivered"]);
});

test.each([
  {
    case: "a status callback passed on as it came",
    path: "/data/messages/twilio",
    body: { SmsSid: "SM1", MessageStatus: "delivered" },
    key: undefined,
    stored: undefined,
    ignored: ["SmsSid", "MessageStatus"],
  },
  {
    case: "the SDK's camelCase",
    path: "/data/messages/twilio",
    body: { sid: "SM1", status: "sent", dateCreated: "2026-01-01T00:00:00.000Z" },
    key: "SM1",
    stored: { sid: "SM1", status: "sent" },
    ignored: ["dateCreated"],
  },
  {
    case: "numbers where Twilio has strings",
    path: "/data/messages/twilio",
    body: { sid: "SM1", num_media: 0, num_segments: "1", error_code: 30003 },
    key: "SM1",
    stored: { sid: "SM1", num_segments: "1", error_code: 30003 },
    ignored: ["num_media"],
  },
  {
    case: "types and names that the generic table does not have",
    path: "/data/messages",
    body: { ...generic, error_code: 30003, segment_count: "2", price: "1" },
    key: "telerivet:m1",
    stored: { id: "m1", provider: "telerivet", status: "sent" },
    ignored: ["segment_count", "error_code", "price"],
  },
])("$case: 202, yet what does not belong changes nothing", async ({ path, body, key, stored, ignored }) => {
  const { insights, post } = await start();
  expect((await post(path, body)).status).toBe(202);
  expect(insights.history).toEqual([{ path, body, key, ignored }]);
  expect([...insights.messages.values()]).toEqual(stored ? [stored] : []);
});

test("a replaced token ends the one before", async () => {
  const { insights, post } = await start();
  insights.replaceToken("fresh");
  expect((await post("/data/messages", generic)).status).toBe(401);
  expect((await post("/data/messages", generic, { authorization: "Bearer fresh" })).status).toBe(202);
});

test("what is accepted is told, what is refused is not", async () => {
  const { insights, post } = await start();
  const told: (string | undefined)[] = [];
  const stop = insights.onAccepted(({ key }) => told.push(key));
  await post("/data/messages", {});
  await post("/data/messages", generic);
  stop();
  await post("/data/messages", generic);
  expect(told).toEqual(["telerivet:m1"]);
});

test("a lost answer leaves the message in Insights", async () => {
  const { insights, post } = await start();
  insights.next("lost");
  await expect(post("/data/messages", generic)).rejects.toThrow("fetch failed");
  expect(insights.messages.has("telerivet:m1")).toBe(true);
});

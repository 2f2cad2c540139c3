import { gzipSync } from "node:zlib";
import { sandboxNumbers } from "../../src/sandbox/accounts";
import { apiKey, projectId, start, usual, useTelerivet } from "./telerivet-fixture";

const startBoth = useTelerivet();

test("a sent message is answered with all of its properties", async () => {
  const { telerivet, call } = await startBoth();
  const { status, body } = await call("POST", "/messages/send", { ...usual, vars: { ref: "01J", n: 1 } });
  expect(status).toBe(200);
  expect(body).toEqual({
    id: expect.stringMatching(/^SM[0-9a-f]{16}$/) as string,
    direction: "outgoing",
    status: "queued",
    message_type: "sms",
    source: "api",
    time_created: start,
    time_sent: null,
    time_updated: start,
    from_number: sandboxNumbers.telerivetOrganisation,
    to_number: usual.to_number,
    content: "Hi there",
    starred: false,
    simulated: false,
    label_ids: [],
    route_params: {},
    vars: { ref: "01J", n: 1 },
    priority: 1,
    send_attempts: 0,
    external_id: null,
    num_parts: 1,
    price: null,
    price_currency: null,
    duration: null,
    ring_time: null,
    audio_url: null,
    tts_lang: null,
    tts_voice: null,
    track_clicks: false,
    network_code: null,
    service_id: null,
    phone_id: telerivet.phone.id,
    contact_id: [...telerivet.contacts.keys()][0],
    route_id: null,
    broadcast_id: null,
    scheduled_id: null,
    user_id: expect.stringMatching(/^UR/) as string,
    project_id: projectId,
  });
  expect(await call("GET", `/messages/${String(body.id)}`)).toEqual({ status: 200, body });
});

test.each([
  { case: "SMS by name", given: { message_type: "sms" }, expected: { message_type: "sms" } },
  {
    case: "a chat message",
    given: { message_type: "chat", route_params: { whatsapp: { template: "t" } } },
    expected: { message_type: "chat", route_params: { whatsapp: { template: "t" } }, num_parts: null },
  },
  {
    case: "a call",
    given: { message_type: "call", tts_lang: "en-GB", tts_voice: "male" },
    expected: { content: null, tts_lang: "en-GB", tts_voice: "male" },
  },
  {
    case: "USSD without content",
    given: { message_type: "ussd", to_number: "*149*46*7#", content: undefined },
    expected: { content: null, to_number: "*149*46*7#" },
  },
  {
    case: "an MMS",
    given: { message_type: "mms", media_urls: ["https://media.example/a.jpg"], content: undefined },
    expected: {
      content: null,
      media: [{ url: "https://media.example/a.jpg", type: null, filename: null, size: null }],
    },
  },
  {
    case: "media by SMS, as a short link at the end",
    given: { media_urls: ["https://media.example/a.jpg"] },
    expected: {
      content: expect.stringMatching(/^Hi there\nhttps:\/\/s\.example\/\w{6}$/) as string,
      short_urls: [expect.objectContaining({ link_type: "media", media_index: 0 })],
    },
  },
  {
    case: "a tracked link",
    given: {
      content: "See https://shop.example/a?b=1 !",
      track_clicks: true,
      short_link_params: { expiration_sec: 60 },
    },
    expected: {
      content: expect.stringMatching(/^See https:\/\/s\.example\/\w{6} !$/) as string,
      track_clicks: true,
      time_clicked: null,
      short_urls: [
        expect.objectContaining({
          link_type: "redirect",
          destination_url: "https://shop.example/a?b=1",
          time_clicked: null,
          expiration_time: start + 60,
        }),
      ],
    },
  },
  {
    case: "the contact's name",
    given: { content: "Hi [[contact.name]]", replace_variables: 1 },
    expected: { content: `Hi ${usual.to_number}` },
  },
  {
    case: "the rest",
    given: { priority: 2, simulated: true, label_ids: ["LB1"] },
    expected: { priority: 2, simulated: true, label_ids: ["LB1"] },
  },
])("$case can be sent", async ({ given, expected }) => {
  const { send } = await startBoth();
  expect(await send(given)).toMatchObject(expected);
});

test("a contact can be sent to by its id", async () => {
  const { send } = await startBoth();
  const first = await send();
  const second = await send({ to_number: undefined, contact_id: first.contact_id });
  expect(second).toMatchObject({ to_number: usual.to_number, contact_id: first.contact_id });
});

test.each<{ given: Record<string, unknown>; param: string }>([
  { given: { to_number: undefined }, param: "to_number" },
  { given: { to_number: 15550100123 }, param: "to_number" },
  { given: { contact_id: "CT0" }, param: "contact_id" },
  { given: { content: undefined }, param: "content" },
  { given: { content: "" }, param: "content" },
  { given: { content: undefined, message_type: "chat" }, param: "content" },
  { given: { content: 1 }, param: "content" },
  { given: { message_type: "email" }, param: "message_type" },
  { given: { route_id: "PN0" }, param: "route_id" },
  { given: { phone_id: "PN0" }, param: "phone_id" },
  { given: { statusUrl: "https://relay.example" }, param: "statusUrl" },
  { given: { constructor: "x" }, param: "constructor" },
  { given: { api_key: apiKey }, param: "api_key" },
  { given: { status_url: "/telerivet/webhook" }, param: "status_url" },
  { given: { status_url: "ftp://relay.example/" }, param: "status_url" },
  { given: { status_url: "https://relay.example:3000/" }, param: "status_url" },
  { given: { status_secret: 5 }, param: "status_secret" },
  { given: { simulated: "1" }, param: "simulated" },
  { given: { priority: 3 }, param: "priority" },
  { given: { label_ids: "LB1" }, param: "label_ids" },
  { given: { media_urls: ["data:image/png;base64,AA=="] }, param: "media_urls" },
  { given: { short_link_params: { expires: 1 } }, param: "short_link_params" },
  { given: { tts_lang: "en" }, param: "tts_lang" },
  { given: { vars: ["a"] }, param: "vars" },
  { given: { vars: { "a-b": 1 } }, param: "vars" },
  { given: { vars: { ["a".repeat(33)]: 1 } }, param: "vars" },
  { given: { vars: { a: { b: 1 } } }, param: "vars" },
  { given: { vars: { a: "é".repeat(2049) } }, param: "vars" },
  {
    given: { vars: Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`v${n}`, 1])) },
    param: "vars",
  },
])("a send of $given is refused for $param", async ({ given, param }) => {
  const { telerivet, call } = await startBoth();
  expect(await call("POST", "/messages/send", { ...usual, ...given })).toEqual({
    status: 400,
    body: { error: { code: "invalid_param", message: expect.any(String) as string, param } },
  });
  expect(telerivet.messages.size).toBe(0);
});

test.each(["https://relay.example/a", "http://relay.example:80/", "https://relay.example:8443/"])(
  "%s is a URL that Telerivet calls",
  async (status_url) => {
    const { send } = await startBoth({ anyLoopbackPort: false });
    expect(await send({ status_url })).toMatchObject({ status: "queued" });
  },
);

test("this machine's ports are like any other's, unless it is told otherwise", async () => {
  const { relay, call } = await startBoth({ anyLoopbackPort: false });
  const { body } = await call("POST", "/messages/send", { ...usual, status_url: relay.url });
  expect(body).toMatchObject({ error: { param: "status_url" } });
});

test("a wrong API key is refused, in the envelope", async () => {
  const { telerivet, call } = await startBoth();
  expect(await call("POST", "/messages/send", usual, "wrong")).toEqual({
    status: 401,
    body: { error: { code: "invalid_api_key", message: "Invalid API key" } },
  });
  expect(telerivet.messages.size).toBe(0);
});

test("the key is the user and the password is empty", async () => {
  const { telerivet } = await startBoth();
  const get = async (credentials: string) => {
    const authorization = `Basic ${Buffer.from(credentials).toString("base64")}`;
    return (await fetch(`${telerivet.url}/v1/projects/${projectId}`, { headers: { authorization } })).status;
  };
  expect([await get(`${apiKey}:`), await get(`${apiKey}:x`), await get(`:${apiKey}`)]).toEqual([
    200, 401, 401,
  ]);
});

test("another project is not found", async () => {
  const { telerivet } = await startBoth();
  const authorization = `Basic ${Buffer.from(`${apiKey}:`).toString("base64")}`;
  const response = await fetch(`${telerivet.url}/v1/projects/PJother/messages`, {
    headers: { authorization },
  });
  expect([response.status, await response.json()]).toEqual([
    404,
    { error: { code: "not_found", message: "Project not found" } },
  ]);
});

test.each(["/messages/SM0", "/services/SV0", "/phones/PN0", "/broadcasts"])(
  "%s is not found",
  async (path) => {
    const { call } = await startBoth();
    expect(await call("GET", path)).toMatchObject({ status: 404, body: { error: { code: "not_found" } } });
  },
);

test("the project and its phone can be read", async () => {
  const { telerivet, call } = await startBoth({ phoneType: "twilio" });
  const { id } = telerivet.phone;
  expect((await call("GET", "")).body).toMatchObject({ id: projectId, default_route_id: id });
  expect((await call("GET", "/phones")).body).toMatchObject({ data: [{ id, phone_type: "twilio" }] });
  expect((await call("GET", `/phones/${id}`)).body).toEqual(telerivet.phone);
});

describe("a body", () => {
  const post = async (url: string, body: string | Uint8Array, headers: Record<string, string>) => {
    const authorization = `Basic ${Buffer.from(`${apiKey}:`).toString("base64")}`;
    const response = await fetch(`${url}/v1/projects/${projectId}/messages/send`, {
      method: "POST",
      headers: { authorization, ...headers },
      body,
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const json = { "content-type": "application/json" };

  test("may be gzipped, as Telerivet's clients do it", async () => {
    const { telerivet } = await startBoth();
    const body = gzipSync(JSON.stringify({ ...usual, content: "a".repeat(400) }));
    const told = await post(telerivet.url, body, { ...json, "content-encoding": "gzip" });
    expect(told).toMatchObject({ status: 200, body: { content: "a".repeat(400), num_parts: 3 } });
  });

  test.each([
    {
      case: "a form",
      body: "to_number=%2B15550100123",
      headers: { "content-type": "application/x-www-form-urlencoded" },
    },
    { case: "no JSON", body: "{", headers: json },
    { case: "an array", body: "[]", headers: json },
    { case: "not gzip", body: "{}", headers: { ...json, "content-encoding": "gzip" } },
  ])("that is $case is refused", async ({ body, headers }) => {
    const { telerivet } = await startBoth();
    expect(await post(telerivet.url, body, headers)).toMatchObject({
      status: 400,
      body: { error: { code: "bad_request" } },
    });
  });
});

test("variables and the star are changed by an update, and null deletes a variable", async () => {
  const { telerivet, call, send, passSeconds } = await startBoth();
  const { id } = await send({ vars: { a: 1, b: "2" } });
  passSeconds(5);
  const { body } = await call("POST", `/messages/${id}`, { starred: true, vars: { a: null, c: true } });
  expect(body).toMatchObject({ starred: true, vars: { b: "2", c: true }, time_updated: start + 5 });
  expect(telerivet.messages.get(id)?.vars).toEqual({ b: "2", c: true });
  expect(telerivet.deliveries).toEqual([]);
});

test("nothing else is changed by an update", async () => {
  const { call, send } = await startBoth();
  const { id } = await send();
  expect((await call("POST", `/messages/${id}`, { status: "sent" })).body).toMatchObject({
    error: { code: "invalid_param", param: "status" },
  });
});

test("a deleted message is gone", async () => {
  const { telerivet, call, send } = await startBoth({ autopilot: true });
  const { id } = await send();
  expect(await call("DELETE", `/messages/${id}`)).toEqual({ status: 200, body: {} });
  expect((await call("GET", `/messages/${id}`)).status).toBe(404);
  await telerivet.settled();
});

test("a queued message can be cancelled, which is told, and a sent one cannot", async () => {
  const { telerivet, call, send, posted } = await startBoth();
  const queued = await send();
  const sent = await send();
  await telerivet.advance(sent.id);
  expect((await call("POST", `/messages/${queued.id}/cancel`)).body).toMatchObject({ status: "cancelled" });
  expect((await call("POST", `/messages/${queued.id}/cancel`)).body).toMatchObject({ status: "cancelled" });
  expect(await call("POST", `/messages/${sent.id}/cancel`)).toMatchObject({
    status: 400,
    body: { error: { code: "not_cancellable" } },
  });
  await telerivet.settled();
  expect(posted().map(({ id, status }) => [id, status])).toEqual([
    [sent.id, "sent"],
    [queued.id, "cancelled"],
  ]);
});

test.each([
  { to_number: "+15005550011", reached: 1, same: true },
  { to_number: "+15005550014", reached: 1, same: true },
  { to_number: "+15005550013", reached: 2, same: false },
  { to_number: usual.to_number, reached: 1, same: false },
])("resent after $reached statuses, $to_number gives the same message: $same", async (given) => {
  const { telerivet, call, send } = await startBoth();
  const { id } = await send({ to_number: given.to_number });
  for (let step = 0; step < given.reached; step += 1) await telerivet.advance(id);
  const { body } = await call("POST", `/messages/${id}/resend`, {});
  expect(body.id === id).toBe(given.same);
  expect(body).toMatchObject({ status: "queued", to_number: given.to_number });
  expect(body).not.toHaveProperty("error_message");
});

test("a resend of a failed message is later, is told, and goes the whole way again", async () => {
  const { telerivet, call, send, posted } = await startBoth();
  const { id } = await send({ to_number: "+15005550011" });
  await telerivet.advance(id);
  await call("POST", `/messages/${id}/resend`);
  await telerivet.settled();
  await telerivet.advance(id);
  expect(posted().map(({ status, time_updated }) => [status, time_updated])).toEqual([
    ["failed", String(start)],
    ["queued", String(start + 1)],
    ["failed", String(start + 1)],
  ]);
  expect(telerivet.messages.get(id)).toMatchObject({ send_attempts: 2 });
});

test("an incoming message is neither resent nor cancelled", async () => {
  const { telerivet, call } = await startBoth();
  const { id } = await telerivet.receive({ from_number: usual.to_number, content: "Hi" });
  for (const [what, code] of [
    ["resend", "not_resendable"],
    ["cancel", "not_cancellable"],
  ])
    expect((await call("POST", `/messages/${id}/${what ?? ""}`)).body).toMatchObject({ error: { code } });
});

test("answers can be canned, lost or no JSON", async () => {
  const { telerivet, call } = await startBoth();
  telerivet.next({ status: 200, body: '{"error":{"code":"x","message":"y"}}' }, "lost", {
    status: 502,
    headers: { "content-type": "text/html" },
    body: "<html>",
  });
  expect(await call("POST", "/messages/send", usual)).toMatchObject({ status: 200, body: { error: {} } });
  await expect(call("POST", "/messages/send", usual)).rejects.toThrow("fetch failed");
  await expect(call("POST", "/messages/send", usual)).rejects.toThrow("is not valid JSON");
  expect(telerivet.messages.size).toBe(1);
});

import type { Fault } from "../../src/sandbox/stand-in/fault";
import { projectId, secret, start, usual, useTelerivet } from "./telerivet-fixture";

const startBoth = useTelerivet();

test("send_status is a form with brackets and every property that is not null or empty", async () => {
  const { relay, telerivet, send, posted } = await startBoth();
  const message = await send({
    content: "Hola & adiós + 50% = ~*[é] 👍",
    to_number: "+15005550013",
    vars: { ref: "01J", yes: true, no: false, n: 0, empty: "", ["constructor"]: "c", "0": "zero" },
    label_ids: ["LB1", "LB2"],
    route_params: { a: { b: [1, null, "x"] }, none: {} },
  });
  telerivet.editContact(message.contact_id ?? "", { name: "José", vars: { lang: "es" } });
  await telerivet.advance(message.id);
  await telerivet.advance(message.id);
  const [, request] = relay.requests;
  expect(request).toMatchObject({ method: "POST", path: "/telerivet/webhook" });
  expect(request?.headers["content-type"]).toBe("application/x-www-form-urlencoded");
  expect(request?.body).toContain("content=Hola+%26+adi%C3%B3s+%2B+50%25+%3D+%7E*%5B%C3%A9%5D+%F0%9F%91%8D&");
  expect(request?.body).toContain("contact%5Bvars%5D%5Blang%5D=es");
  expect(posted()[1]).toEqual({
    secret,
    event: "send_status",
    id: message.id,
    direction: "outgoing",
    status: "not_delivered",
    message_type: "sms",
    source: "api",
    time_created: String(start),
    time_sent: String(start),
    time_updated: String(start),
    from_number: "+15550100199",
    to_number: "+15005550013",
    content: "Hola & adiós + 50% = ~*[é] 👍",
    starred: "0",
    simulated: "0",
    "label_ids[0]": "LB1",
    "label_ids[1]": "LB2",
    "vars[ref]": "01J",
    "vars[yes]": "1",
    "vars[no]": "0",
    "vars[n]": "0",
    "vars[empty]": "",
    "vars[constructor]": "c",
    "vars[0]": "zero",
    "route_params[a][b][0]": "1",
    "route_params[a][b][2]": "x",
    priority: "1",
    send_attempts: "1",
    num_parts: "1",
    track_clicks: "0",
    phone_id: telerivet.phone.id,
    contact_id: message.contact_id,
    user_id: message.user_id,
    project_id: projectId,
    error_message: "Example delivery failure message.",
    "contact[id]": message.contact_id,
    "contact[name]": "José",
    "contact[phone_number]": "+15005550013",
    "contact[time_created]": String(start),
    "contact[time_updated]": String(start),
    "contact[send_blocked]": "0",
    "contact[conversation_status]": "closed",
    "contact[last_message_time]": String(start),
    "contact[last_outgoing_message_time]": String(start),
    "contact[message_count]": "1",
    "contact[incoming_message_count]": "0",
    "contact[outgoing_message_count]": "1",
    "contact[last_message_id]": message.id,
    "contact[vars][lang]": "es",
    "contact[project_id]": projectId,
  });
});

test("contact_update tells of the contact alone", async () => {
  const { relay, telerivet, send, posted } = await startBoth();
  const { contact_id: contactId } = await send();
  telerivet.setProjectWebhook({ url: `${relay.url}/hooks`, secret: "contacts" }, "contact_update");
  telerivet.editContact(contactId ?? "", { group_ids: ["CG1"], send_blocked: true });
  expect(await telerivet.sendContactUpdate(contactId ?? "", "add_group")).toEqual([200]);
  const { secret: given, event, id, update_type, phone_number, send_blocked, ...rest } = posted()[0] ?? {};
  expect([given, event, id, update_type, phone_number, send_blocked]).toEqual([
    ...["contacts", "contact_update", contactId, "add_group", usual.to_number, "1"],
  ]);
  expect(rest).toMatchObject({ "group_ids[0]": "CG1" });
  expect(Object.keys(rest).filter((name) => name.includes("vars"))).toEqual([]);
});

test("message_metadata tells of the message and its contact", async () => {
  const { relay, telerivet, send, posted } = await startBoth();
  const { id, contact_id: contactId } = await send({ vars: { a: "1" } });
  telerivet.setProjectWebhook({ url: relay.url, secret: "metadata" });
  await telerivet.sendMetadata(id, "set_variable", { variable: "a", starred: true });
  expect(posted()).toMatchObject([
    {
      event: "message_metadata",
      secret: "metadata",
      id,
      update_type: "set_variable",
      variable: "a",
      starred: "1",
      "vars[a]": "1",
      "contact[id]": contactId,
    },
  ]);
});

test("send_broadcast tells of the recipients and no message", async () => {
  const { relay, telerivet, posted } = await startBoth();
  telerivet.setProjectWebhook({ url: relay.url });
  await telerivet.sendBroadcast({ toNumbers: ["+15550100123", "+15550100124"], content: "To all" });
  expect(posted()).toEqual([
    {
      event: "send_broadcast",
      id: expect.stringMatching(/^BC/) as string,
      "recipients[0][type]": "phone_number",
      "recipients[0][phone_number]": "+15550100123",
      "recipients[1][type]": "phone_number",
      "recipients[1][phone_number]": "+15550100124",
      recipients_str: "+15550100123, +15550100124",
      time_created: String(start),
      last_message_time: String(start),
      "status_counts[queued]": "2",
      message_count: "2",
      estimated_count: "2",
      message_type: "sms",
      content: "To all",
      replace_variables: "0",
      status: "queuing",
      source: "web",
      simulated: "0",
      track_clicks: "0",
      clicked_count: "0",
      reply_count: "0",
      route_id: telerivet.phone.id,
      user_id: expect.stringMatching(/^UR/) as string,
      user_name: "Sandbox User",
      user_email: "user@example.com",
      project_id: projectId,
    },
  ]);
});

test("any event can be posted", async () => {
  const { relay, telerivet, posted } = await startBoth();
  const told = { a: { b: [true, "x"], none: null }, event: "ignored" };
  await telerivet.sendEvent("default", told, { url: relay.url, secret: "s" });
  expect(posted()).toEqual([{ secret: "s", event: "default", "a[b][0]": "1", "a[b][1]": "x" }]);
});

test("parameters can be replaced and left out", async () => {
  const { telerivet, send, posted } = await startBoth();
  const { id } = await send();
  await telerivet.sendStatus(id, { secret: "wrong", status: "unknown", contact: null });
  expect(posted()).toMatchObject([{ secret: "wrong", status: "unknown", id }]);
  expect(Object.keys(posted()[0] ?? {}).filter((name) => name.startsWith("contact["))).toEqual([]);
});

test("a message's own webhook takes the place of the project's, its secret included", async () => {
  const { relay, telerivet, send, posted } = await startBoth();
  telerivet.setProjectWebhook({ url: `${relay.url}/project`, secret: "project" });
  const own = await send();
  const withoutSecret = await send({ status_secret: undefined });
  const none = await send({ status_url: undefined, status_secret: undefined });
  for (const { id } of [own, withoutSecret, none]) await telerivet.advance(id);
  expect(relay.requests.map(({ path }) => path)).toEqual([
    ...["/telerivet/webhook", "/telerivet/webhook", "/project"],
  ]);
  expect(posted().map((parameters) => parameters.secret)).toEqual([secret, undefined, "project"]);
  telerivet.setProjectWebhook(undefined, "send_status");
  expect(await telerivet.sendStatus(none.id)).toEqual([]);
});

test("a URL that Telerivet would not call cannot be set", async () => {
  const { telerivet } = await startBoth();
  for (const url of ["https://relay.example:3000/", "nonsense", "ftp://relay.example/"])
    expect(() => {
      telerivet.setProjectWebhook({ url });
    }).toThrow(RangeError);
});

test("of a message being queued it is told, but for single sends by REST", async () => {
  const { relay, telerivet, send, posted } = await startBoth();
  telerivet.setProjectWebhook({ url: relay.url });
  await send({ status_url: undefined, status_secret: undefined });
  telerivet.sendFromWebApp({ to_number: "+15550100124", content: "From the web" });
  await telerivet.settled();
  expect(posted()).toMatchObject([{ status: "queued", source: "web", to_number: "+15550100124" }]);
  expect(() => telerivet.sendFromWebApp({ content: "To nobody" })).toThrow(RangeError);
});

test.each<{ faults: Fault[]; attempts: (number | string)[] }>([
  { faults: [], attempts: [200] },
  { faults: [{ status: 201 }, { status: 202 }, { status: 204 }], attempts: [201, 202, 204, 200] },
  { faults: [{ status: 403 }, { status: 404 }, { status: 400 }], attempts: [403, 404, 400, 200] },
  { faults: [{ status: 503 }, "reset", "lost"], attempts: [503, "rt", "rt", 200] },
  { faults: ["hang", "trickle", { delayMs: 220 }], attempts: ["rt", "rt", "rt", 200] },
])("a webhook is posted until it is answered 200: $attempts", async ({ faults, attempts }) => {
  const { relay, telerivet, send } = await startBoth({ timeoutMs: 150 });
  const { id } = await send();
  relay.next(...faults);
  expect(await telerivet.advance(id)).toEqual(attempts);
  expect(new Set(relay.requests.map(({ body }) => body)).size).toBe(1);
  expect(telerivet.deliveries).toMatchObject([{ event: "send_status", attempts, state: "delivered" }]);
});

test("redirects are not followed", async () => {
  const { relay, telerivet, send } = await startBoth();
  const { id } = await send();
  relay.next({ status: 302, headers: { location: `${relay.url}/elsewhere` } });
  expect(await telerivet.advance(id)).toEqual([302, 200]);
  expect(relay.requests.map(({ path }) => path)).toEqual(["/telerivet/webhook", "/telerivet/webhook"]);
});

test("it is given up in the end, and every failure is in the service log", async () => {
  const { relay, telerivet, call, send, passSeconds } = await startBoth({ retries: 2 });
  const { id, contact_id: contactId } = await send();
  passSeconds(3);
  relay.always({ status: 403 });
  expect(await telerivet.advance(id)).toEqual([403, 403, 403]);
  expect(telerivet.deliveries[0]?.state).toBe("given up");
  expect(telerivet.serviceLogs).toHaveLength(3);
  expect((await call("GET", `/service_logs?message_id=${id}&page_size=1`)).body).toMatchObject({
    data: [
      {
        time_created: start + 3,
        content: `Webhook send_status to ${relay.url}/telerivet/webhook failed: HTTP 403 (check that the secrets are the same)`,
        service_id: null,
        message_id: id,
        contact_id: contactId,
      },
    ],
    truncated: true,
  });
  expect((await call("GET", "/service_logs?service_id=SV0")).body).toMatchObject({ data: [] });
  expect((await call("GET", `/service_logs?time_created[max]=${start + 3}`)).body).toMatchObject({
    data: [],
  });
});

test("nobody there is tried again too", async () => {
  const { relay, telerivet, send } = await startBoth({ retries: 1 });
  const { id } = await send();
  await relay.close();
  expect(await telerivet.advance(id)).toEqual(["ct", "ct"]);
});

test("public origins live on this machine, and nothing else outside it is called", async () => {
  const { relay, telerivet } = await startBoth();
  const elsewhere = await startBoth({
    retries: 0,
    anyLoopbackPort: false,
    publicOrigins: { "https://relay.example": relay.url },
  });
  for (const [status_url, attempts] of [
    ["https://relay.example/telerivet/webhook", [200]],
    ["https://other.example/telerivet/webhook", ["ct"]],
  ]) {
    const { id } = await elsewhere.send({ status_url });
    expect(await elsewhere.telerivet.advance(id)).toEqual(attempts);
  }
  expect(relay.requests.map(({ headers }) => headers.host)).toEqual(["relay.example"]);
  expect(telerivet.deliveries).toEqual([]);
});

test("tells of a webhook once, as it is first posted, and of its end, until told to stop", async () => {
  const { relay, telerivet, send } = await startBoth({ retries: 3 });
  const { id } = await send();
  const told: unknown[] = [];
  const stop = telerivet.onWebhook((delivery, end) => {
    told.push([delivery.parameters.status, delivery.attempts.length, delivery.state]);
    void end.then(({ attempts, state }) => told.push([...attempts, state]));
  });
  relay.next({ status: 503 });
  await telerivet.advance(id);
  stop();
  await telerivet.sendStatus(id);
  expect(told).toEqual([
    ["sent", 0, "under way"],
    [503, 200, "delivered"],
  ]);
});

import { projectId, secret, start, usual, useTelerivet } from "./telerivet-fixture";

const startBoth = useTelerivet();
const incoming = { from_number: "+15550100123", content: "Hi" };
const everything = { contact_number_filter: "all", apply_mode: "always" };

const answer = (value: unknown, contentType = "application/json") => ({
  status: 200,
  headers: { "content-type": contentType },
  body: JSON.stringify(value),
});

test("incoming_message tells of the message, its contact and its phone", async () => {
  const { telerivet, createService, posted } = await startBoth();
  const service = await createService();
  const { id, deliveries } = await telerivet.receive({
    from_number: "5550100123",
    content: "Hola & adiós",
    media: [{ url: "https://media.example/a.jpg", type: "image/jpeg", filename: null, size: 5 }],
    mms_parts: [{ cid: "1" }],
  });
  const contactId = [...telerivet.contacts.keys()][0];
  expect(deliveries).toMatchObject([{ event: "incoming_message", attempts: [200], state: "delivered" }]);
  expect(posted()).toEqual([
    {
      secret,
      event: "incoming_message",
      id,
      direction: "incoming",
      status: "processing",
      message_type: "mms",
      source: "phone",
      content: "Hola & adiós",
      from_number: "5550100123",
      from_number_e164: "+15550100123",
      to_number: telerivet.phone.phone_number,
      time_created: String(start),
      time_updated: String(start),
      starred: "0",
      simulated: "0",
      track_clicks: "0",
      "media[0][url]": "https://media.example/a.jpg",
      "media[0][type]": "image/jpeg",
      "media[0][size]": "5",
      project_id: projectId,
      phone_id: telerivet.phone.id,
      contact_id: contactId,
      service_id: service.id,
      message_service_id: service.id,
      "contact[id]": contactId,
      "contact[name]": "5550100123",
      "contact[phone_number]": "5550100123",
      "contact[time_created]": String(start),
      "contact[time_updated]": String(start),
      "contact[send_blocked]": "0",
      "contact[conversation_status]": "active",
      "contact[last_message_time]": String(start),
      "contact[last_incoming_message_time]": String(start),
      "contact[message_count]": "1",
      "contact[incoming_message_count]": "1",
      "contact[outgoing_message_count]": "0",
      "contact[last_message_id]": id,
      "contact[project_id]": projectId,
      "phone[id]": telerivet.phone.id,
      "phone[name]": "Sandbox phone",
      "phone[phone_number]": telerivet.phone.phone_number,
      "phone[phone_type]": "android",
      "phone[country]": "US",
      "phone[send_paused]": "0",
      "phone[time_created]": String(start),
      "phone[last_active_time]": String(start),
      "phone[project_id]": projectId,
    },
  ]);
  expect(telerivet.messages.get(id)).toMatchObject({ status: "received", time_sent: null });
});

test("parts of an MMS are in the single message, not in lists", async () => {
  const { telerivet, call } = await startBoth();
  const { id } = await telerivet.receive({ ...incoming, mms_parts: [{ cid: "1" }] });
  expect((await call("GET", `/messages/${id}`)).body).toMatchObject({ mms_parts: [{ cid: "1" }] });
  const { body } = await call("GET", "/messages");
  expect((body.data as object[])[0]).not.toHaveProperty("mms_parts");
});

test("the network's time and the contact's state may come too", async () => {
  const { telerivet, createService, posted } = await startBoth();
  await createService();
  await telerivet.receive(incoming, { time_sent: start - 5, state: { id: "q1", vars: { score: 3 } } });
  expect(posted()).toMatchObject([
    { time_sent: String(start - 5), "state[id]": "q1", "state[vars][score]": "3" },
  ]);
});

test.each([
  { from_number: "+15550100123", e164: "+15550100123" },
  { from_number: "(555) 010-0123", e164: "+15550100123" },
  { from_number: "15550100123", e164: "+15550100123" },
  { from_number: "72345", e164: undefined },
  { from_number: "VOLT24", e164: undefined },
  { from_number: "*149*46*7# ", e164: undefined },
])("$from_number is $e164 in E.164", async ({ from_number, e164 }) => {
  const { telerivet, createService, posted } = await startBoth();
  await createService(everything);
  await telerivet.receive({ ...incoming, from_number });
  expect(posted().map((one) => [one.from_number, one.from_number_e164])).toEqual([[from_number, e164]]);
});

test.each([
  { from_number: "555010", filter: "long_number", calls: 0 },
  { from_number: "5550100", filter: "long_number", calls: 1 },
  { from_number: "VOLT24", filter: "long_number", calls: 0 },
  { from_number: "VOLT24", filter: "all", calls: 1 },
])("of $from_number a service for $filter hears $calls times", async ({ from_number, filter, calls }) => {
  const { telerivet, createService, posted } = await startBoth();
  await createService({ contact_number_filter: filter });
  await telerivet.receive({ ...incoming, from_number });
  expect(posted()).toHaveLength(calls);
});

test.each([
  { service: { message_types: ["text"] }, message_type: "sms", calls: 1 },
  { service: { message_types: ["text"] }, message_type: "call", calls: 0 },
  { service: { message_types: ["sms"] }, message_type: "mms", calls: 0 },
  { service: { message_types: ["call", "ussd_session"] }, message_type: "ussd_session", calls: 1 },
  { service: {}, message_type: "call", calls: 1 },
  { service: { phone_ids: ["PN0"] }, message_type: "sms", calls: 0 },
  { service: { active: 0 }, message_type: "sms", calls: 0 },
  { service: { service_type: "incoming_message_script" }, message_type: "sms", calls: 0 },
])("of $message_type a service with $service hears $calls times", async (given) => {
  const { telerivet, createService, posted } = await startBoth();
  await createService(given.service);
  await telerivet.receive({ ...incoming, message_type: given.message_type });
  expect(posted()).toHaveLength(given.calls);
});

describe("of several services", () => {
  async function startWithServices() {
    const started = await startBoth();
    const last = await started.createService({ name: "last", priority: 9 });
    const first = await started.createService({ name: "first", priority: 1 });
    const always = await started.createService({ name: "always", priority: 10, ...everything });
    const names = new Map([first, last, always].map(({ id, name }) => [id, name]));
    const called = () => started.posted().map(({ service_id: id = "" }) => names.get(id));
    return { ...started, first, called };
  }

  test("all are called by priority while none sends a message", async () => {
    const { telerivet, called } = await startWithServices();
    await telerivet.receive(incoming);
    expect(called()).toEqual(["first", "last", "always"]);
  });

  test("one that sends a message has handled it for those that want it unhandled", async () => {
    const { relay, telerivet, called, first, posted } = await startWithServices();
    relay.next(answer({ messages: [{ content: "Reply" }] }));
    const { id } = await telerivet.receive(incoming);
    expect(called()).toEqual(["first", "always"]);
    expect(posted()[1]?.message_service_id).toBe(first.id);
    expect(telerivet.messages.get(id)?.service_id).toBe(first.id);
  });

  test("unless it returns false", async () => {
    const { relay, telerivet, called } = await startWithServices();
    relay.next(answer({ messages: [{ content: "Reply" }], variables: { return_value: false } }));
    await telerivet.receive(incoming);
    expect(called()).toEqual(["first", "last", "always"]);
  });

  test("the next does not wait for one that is tried again", async () => {
    const { relay, telerivet, called } = await startWithServices();
    relay.next({ status: 503 });
    const { deliveries } = await telerivet.receive(incoming);
    expect(called().toSorted()).toEqual(["always", "first", "first", "last"]);
    expect(deliveries.map(({ attempts }) => attempts)).toEqual([[503, 200], [200], [200]]);
    expect(telerivet.serviceLogs).toMatchObject([{ service_id: deliveries[0]?.parameters.service_id }]);
  });
});

test("replies are sent as they are asked for, and told of", async () => {
  const { relay, telerivet, createService, posted } = await startBoth();
  const service = await createService();
  relay.next(
    answer({
      messages: [
        { content: "One", status_url: `${relay.url}/replies`, status_secret: "replies" },
        { content: "Two", to_number: "+15005550012", route_id: telerivet.phone.id },
        { message_type: "ussd", to_number: "*104#" },
      ],
      variables: { "contact.name": "John", $foo: 42 },
    }),
  );
  const { id } = await telerivet.receive({ ...incoming, simulated: true });
  await telerivet.settled();
  const [, ...replies] = [...telerivet.messages.values()];
  const common = { direction: "outgoing", source: "webhook", status: "queued", simulated: true };
  expect(replies).toMatchObject([
    { ...common, content: "One", to_number: incoming.from_number, message_type: "sms" },
    { ...common, content: "Two", to_number: "+15005550012" },
    { ...common, content: null, to_number: "*104#", message_type: "ussd" },
  ]);
  expect(telerivet.answers).toEqual([
    {
      messageId: id,
      serviceId: service.id,
      replies: replies.map((reply) => reply.id),
      variables: { "contact.name": "John", $foo: 42 },
      problems: [],
    },
  ]);
  expect(relay.requests.at(-1)?.path).toBe("/replies");
  expect(posted().at(-1)).toMatchObject({ event: "send_status", status: "queued", secret: "replies" });
  expect(await telerivet.advance(replies[0]?.id ?? "")).toEqual([200]);
});

test.each([
  {
    case: "another type",
    fault: answer({ messages: [] }, "text/html"),
    problem: "Content-Type is text/html, not",
  },
  { case: "no object", fault: answer([]), problem: "the body is no JSON object" },
  { case: "an unknown member", fault: answer({ mesages: [] }), problem: "mesages is unknown" },
  { case: "messages of another type", fault: answer({ messages: {} }), problem: "messages must be an array" },
  {
    case: "variables of another type",
    fault: answer({ variables: [] }),
    problem: "variables must be an object",
  },
  {
    case: "an unknown field",
    fault: answer({ messages: [{ content: "a", body: "b" }] }),
    problem: "messages[0]: Unknown parameter: body",
  },
  { case: "no content", fault: answer({ messages: [{}] }), problem: "messages[0]: content is required" },
  { case: "no message", fault: answer({ messages: ["a"] }), problem: "messages[0]: must be an object" },
  {
    case: "an MMS",
    fault: answer({ messages: [{ content: "a", message_type: "mms" }] }),
    problem: "messages[0]: message_type must be one of sms, ussd",
  },
  {
    case: "another route",
    fault: answer({ messages: [{ content: "a", route_id: "PN0" }] }),
    problem: "messages[0]: route_id must be the id of a route",
  },
])("an answer with $case is reported and sends nothing", async ({ fault, problem }) => {
  const { relay, telerivet, createService } = await startBoth();
  await createService();
  relay.next(fault);
  await telerivet.receive(incoming);
  expect(telerivet.messages.size).toBe(1);
  expect(telerivet.answers.map(({ problems }) => problems)).toEqual([[expect.stringContaining(problem)]]);
});

const plain = { "content-type": "text/plain" };

test.each([
  { case: "no body", fault: { status: 200, headers: plain } },
  { case: "no body, as JSON", fault: { status: 200 } },
  { case: "some text", fault: { status: 200, headers: plain, body: "ok" } },
  { case: "nothing asked for", fault: answer({}) },
])("an answer with $case is in order", async ({ fault }) => {
  const { relay, telerivet, createService } = await startBoth();
  await createService();
  relay.next(fault);
  await telerivet.receive(incoming);
  expect(telerivet.deliveries).toMatchObject([{ attempts: [200] }]);
  expect(telerivet.answers).toEqual([]);
});

test("a late answer is not acted on, the one to the repeated request is", async () => {
  const { relay, telerivet, createService } = await startBoth({ timeoutMs: 200 });
  await createService();
  relay.next({ delayMs: 300 }, answer({ messages: [{ content: "In time" }] }));
  const { deliveries } = await telerivet.receive(incoming);
  expect(deliveries).toMatchObject([{ attempts: ["rt", 200] }]);
  expect([...telerivet.messages.values()].map(({ content }) => content)).toEqual(["Hi", "In time"]);
});

test("an answer that is lost is not acted on, and the webhook comes again", async () => {
  const { telerivet, relay, createService } = await startBoth();
  await createService();
  relay.always(answer({ messages: [{ content: "Welcome" }] }));
  telerivet.loseAnswer();
  const { id, deliveries } = await telerivet.receive(incoming);
  expect(deliveries).toMatchObject([{ attempts: ["rt", 200], state: "delivered" }]);
  expect(telerivet.answers).toMatchObject([{ messageId: id, replies: [expect.any(String)] }]);
  expect(telerivet.serviceLogs).toHaveLength(1);
});

test("the same message can come twice, and is one", async () => {
  const { telerivet, createService, posted } = await startBoth();
  await createService();
  const { id } = await telerivet.receive(incoming);
  await telerivet.sendIncoming(id);
  expect(posted().map((one) => one.id)).toEqual([id, id]);
  expect(telerivet.messages.size).toBe(1);
});

test("a contact is added by its first message, and that is told", async () => {
  const { relay, telerivet, posted } = await startBoth();
  telerivet.setProjectWebhook({ url: relay.url, secret: "project" });
  await telerivet.receive(incoming);
  await telerivet.receive(incoming);
  await telerivet.settled();
  expect(posted()).toMatchObject([
    { event: "contact_update", update_type: "auto_add", phone_number: incoming.from_number },
  ]);
});

describe("by REST", () => {
  test("an incoming message is added, and the services are called", async () => {
    const { telerivet, call, createService, posted } = await startBoth();
    await createService();
    const given = {
      ...incoming,
      phone_id: telerivet.phone.id,
      simulated: 1,
      starred: true,
      vars: { a: 1 },
      label_ids: ["LB1"],
    };
    const { status, body } = await call("POST", "/messages/receive", given);
    await telerivet.settled();
    expect([status, body]).toMatchObject([
      200,
      { direction: "incoming", status: "processing", source: "api", simulated: true, starred: true },
    ]);
    expect(posted()).toMatchObject([
      { event: "incoming_message", id: body.id, simulated: "1", "vars[a]": "1", "label_ids[0]": "LB1" },
    ]);
    expect(telerivet.messages.get(String(body.id))?.status).toBe("received");
  });

  test("a call has no content", async () => {
    const { telerivet, call } = await startBoth();
    const given = { from_number: usual.to_number, phone_id: telerivet.phone.id, message_type: "call" };
    expect((await call("POST", "/messages/receive", given)).body).toMatchObject({ content: null });
  });

  test.each([
    { given: { phone_id: undefined }, param: "phone_id" },
    { given: { phone_id: "PN0" }, param: "phone_id" },
    { given: { from_number: undefined }, param: "from_number" },
    { given: { content: undefined }, param: "content" },
    { given: { message_type: "mms" }, param: "message_type" },
    { given: { label_ids: ["1", "2", "3", "4", "5", "6"] }, param: "label_ids" },
    { given: { status_url: "https://relay.example" }, param: "status_url" },
  ])("$given is refused for $param", async ({ given, param }) => {
    const { telerivet, call } = await startBoth();
    const body = { ...incoming, phone_id: telerivet.phone.id, ...given };
    expect(await call("POST", "/messages/receive", body)).toMatchObject({
      status: 400,
      body: { error: { code: "invalid_param", param } },
    });
    expect(telerivet.messages.size).toBe(0);
  });
});

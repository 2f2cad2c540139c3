import { closeAfterEach } from "./close-after-each";
import { startRelayDouble } from "./relay-double";
import {
  ask,
  createMessage,
  customer,
  ours,
  postGraphql,
  registerWebhook,
  startSandboxVolt,
  usual,
} from "./volt-fixture";

const opened = closeAfterEach();
const start = async (options: Parameters<typeof startSandboxVolt>[0] = {}) =>
  opened(await startSandboxVolt(options));

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/;
const match = (pattern: RegExp) => expect.stringMatching(pattern) as string;

test("a message is created, and exactly what is selected comes back", async () => {
  const volt = await start();
  const { status, body } = await ask(volt.url, createMessage, usual);
  expect([status, body]).toEqual([
    200,
    {
      data: {
        createMessage: {
          id: match(uuid),
          legacyId: match(/^rf_\w{20}$/),
          toNumber: customer,
          fromNumber: ours,
          status: "queued",
          statusDescription: null,
          media: [],
          body: "Hello",
          sentAt: null,
          confirmedAt: null,
        },
      },
    },
  ]);
  expect([...volt.messages.values()]).toMatchObject([{ body: "Hello", direction: "outbound" }]);
});

test("the versioned address is the same one", async () => {
  const volt = await start();
  const response = await postGraphql(`${volt.url}/v1.0`, { query: "{ webhooks { id } }" });
  expect([response.status, await response.json()]).toEqual([200, { data: { webhooks: [] } }]);
});

test("media may be left out, null, or public addresses", async () => {
  const volt = await start();
  const text = { to: customer, from: ours, body: "Hello" };
  const picture = { ...usual, body: "", media: ["https://media.example/1.png"] };
  for (const variables of [text, { ...usual, media: null }, picture]) {
    expect(await ask(volt.url, createMessage, variables)).toMatchObject({ body: { data: {} } });
  }
  expect([...volt.messages.values()].map(({ media }) => media)).toEqual([[], [], picture.media]);
});

test("a message is read again as it has become", async () => {
  const volt = await start();
  await ask(volt.url, createMessage, usual);
  const [id = ""] = volt.messages.keys();
  const query = `query message ($id: ID!) {
    message (id: $id) { __typename id status statusDescription errorCode sentAt confirmedAt } }`;
  const read = async () => (await ask(volt.url, query, { id })).body;
  const times = { sentAt: "2022-04-07T22:19:44.718+00:00", confirmedAt: null };
  await volt.advance(id, "sent");
  expect(await read()).toEqual({
    data: {
      message: {
        __typename: "Message",
        id,
        status: "sent",
        statusDescription: null,
        errorCode: null,
        ...times,
      },
    },
  });
  await volt.advance(id, "failed", { errorCode: "802" });
  expect(await read()).toMatchObject({
    data: {
      message: {
        status: "failed",
        errorCode: "802",
        statusDescription: "Expired, handset possibly out of range",
        ...times,
      },
    },
  });
});

test("a delivered message was confirmed, and one of another id is null", async () => {
  const volt = await start();
  await ask(volt.url, createMessage, usual);
  const [id = ""] = volt.messages.keys();
  await volt.advance(id, "delivered");
  expect(await ask(volt.url, `{ message(id: "${id}") { confirmedAt } }`)).toMatchObject({
    body: { data: { message: { confirmedAt: "2022-04-07T22:19:44.718+00:00" } } },
  });
  expect(await ask(volt.url, "{ message(id: 7) { id } }")).toEqual({
    status: 200,
    body: { data: { message: null } },
  });
});

test("webhooks are listed and deleted", async () => {
  const relay = opened(await startRelayDouble());
  const volt = await start();
  for (const path of ["a?token=1", "b"]) await volt.registerWebhook(`${relay.url}/${path}`);
  const fields = "id url createdAt lastUpdatedAt primaryPhone eventTypes";
  const list = async () => (await ask(volt.url, `query webhooks { webhooks { ${fields} } }`)).body;
  const [first, second] = [...volt.webhooks.values()];
  expect(await list()).toEqual({ data: { webhooks: [first, second] } });
  expect(first).toEqual({
    id: match(uuid),
    url: `${relay.url}/a?token=1`,
    createdAt: "2022-04-07T22:19:44.718+00:00",
    lastUpdatedAt: "2022-04-07T22:19:44.718+00:00",
    primaryPhone: null,
    eventTypes: null,
  });

  const remove = "mutation deleteWebhook ($id: ID!) { deleteWebhook (id: $id) { id url } }";
  const id = first?.id;
  expect(await ask(volt.url, remove, { id })).toEqual({
    status: 200,
    body: { data: { deleteWebhook: { id, url: `${relay.url}/a?token=1` } } },
  });
  expect(await list()).toEqual({ data: { webhooks: [second] } });
  expect(await ask(volt.url, remove, { id })).toEqual({
    status: 200,
    body: {
      errors: [{ message: "Webhook not found", path: ["deleteWebhook"] }],
      data: { deleteWebhook: null },
    },
  });
});

test.each([
  { given: { to: "5550100123" }, message: 'Invalid "to" number' },
  { given: { to: "+1 555 010 0123" }, message: 'Invalid "to" number' },
  { given: { from: customer }, message: 'Invalid "from" number' },
  { given: { from: ours.slice(1) }, message: 'Invalid "from" number' },
  { given: { body: "" }, message: "Invalid message body" },
  { given: { media: ["file:///1.png"] }, message: "Invalid media type" },
  { given: { media: ["https://media.example/1.png", "1.png"] }, message: "Invalid media type" },
])("a message with $given is refused: $message", async ({ given, message }) => {
  const volt = await start();
  expect(await ask(volt.url, createMessage, { ...usual, ...given })).toEqual({
    status: 200,
    body: { errors: [{ message, path: ["createMessage"] }], data: { createMessage: null } },
  });
  expect(volt.messages.size).toBe(0);
});

const create = (variables: string, given: string, selected = "{ id }") =>
  `mutation m ${variables} { createMessage ${given} ${selected} }`;
const literals = '(to: "+15550100123", from: "+15550100300", body: "Hi")';

test.each([
  { query: "{", message: "Syntax Error: Unexpected <EOF>." },
  { query: "{ inbox { id } }", message: 'Cannot query field "inbox" on type "Query".' },
  { query: "{ toString { id } }", message: 'Cannot query field "toString" on type "Query".' },
  { query: "{ createMessage { id } }", message: 'Cannot query field "createMessage" on type "Query".' },
  { query: "mutation { webhooks { id } }", message: 'Cannot query field "webhooks" on type "Mutation".' },
  {
    query: create("", literals, "{ id carrier }"),
    message: 'Cannot query field "carrier" on type "Message".',
  },
  {
    query: create("", literals, ""),
    message:
      'Field "createMessage" of type "Message" must have a selection of subfields. Did you mean "createMessage { ... }"?',
  },
  {
    query: create("", literals, "{ id { id } }"),
    message: 'Field "id" must not have a selection since type "ID!" has no subfields.',
  },
  {
    query: create("", literals, "{ id(a: 1) }"),
    message: 'Unknown argument "a" on field "Message.id".',
  },
  {
    query: create("", '(to: "+15550100123", from: "+15550100300")'),
    message: 'Field "createMessage" argument "body" of type "String!" is required, but it was not provided.',
  },
  {
    query: create("", literals.replace(")", ", priority: 1)")),
    message: 'Unknown argument "priority" on field "Mutation.createMessage".',
  },
  {
    query: create("", literals.replace(")", ', to: "+15550100124")')),
    message: 'There can be only one argument named "to".',
  },
  {
    query: create("", literals.replace('"Hi"', "7")),
    message: "String cannot represent a non string value: 7",
  },
  {
    query: create("", literals.replace('"Hi"', "null")),
    message: 'Expected non-nullable type "String!" not to be null.',
  },
  {
    query: create("($b: String)", literals.replace('"Hi"', "$b")),
    message: 'Variable "$b" of type "String" used in position expecting type "String!".',
  },
  {
    query: create("($b: [String!]!)", literals.replace('"Hi"', "$b")),
    message: 'Variable "$b" of type "[String!]!" used in position expecting type "String!".',
  },
  {
    query: create("", literals.replace('"Hi"', "$b")),
    message: 'Variable "$b" is not defined by operation "m".',
  },
  { query: create("($b: String)", literals), message: 'Variable "$b" is never used in operation "m".' },
  { query: create("($b: Text!)", literals.replace('"Hi"', "$b")), message: 'Unknown type "Text".' },
  {
    query: create("($b: String!, $b: String!)", literals.replace('"Hi"', "$b")),
    message: 'There can be only one variable named "$b".',
  },
  {
    query: "{ message(id: true) { id } }",
    message: "ID cannot represent a non-string and non-integer value: true",
  },
])("$message", async ({ query, message }) => {
  const volt = await start();
  expect(await ask(volt.url, query)).toEqual({ status: 400, body: { errors: [{ message }] } });
  expect(volt.messages.size).toBe(0);
});

test.each([
  {
    variables: { ...usual, body: undefined },
    message: 'Variable "$body" of required type "String!" was not provided.',
  },
  {
    variables: { ...usual, body: null },
    message: 'Variable "$body" got invalid value null; Expected non-nullable type "String!" not to be null.',
  },
  {
    variables: { ...usual, to: 15550100123 },
    message:
      'Variable "$to" got invalid value 15550100123; String cannot represent a non string value: 15550100123',
  },
  {
    variables: { ...usual, media: [null] },
    message:
      'Variable "$media" got invalid value [null]; Expected non-nullable type "String!" not to be null.',
  },
  {
    variables: { ...usual, text: "Hello" },
    message: 'Variable "$text" is not defined by operation "createMessage".',
  },
])("$message", async ({ variables, message }) => {
  const volt = await start();
  expect(await ask(volt.url, createMessage, variables)).toEqual({
    status: 400,
    body: { errors: [{ message }] },
  });
  expect(volt.messages.size).toBe(0);
});

test("one value where a list belongs is a list of one", async () => {
  const volt = await start();
  await ask(volt.url, createMessage, { ...usual, media: "https://media.example/1.png" });
  expect([...volt.messages.values()]).toMatchObject([{ media: ["https://media.example/1.png"] }]);
});

test("the operation's name is that of the operation", async () => {
  const volt = await start();
  const query = "query webhooks { webhooks { id } }";
  const good = await postGraphql(volt.url, { query, operationName: "webhooks", variables: null });
  const bad = await postGraphql(volt.url, { query, operationName: "other" });
  expect([good.status, bad.status]).toEqual([200, 400]);
  expect(await bad.json()).toEqual({ errors: [{ message: 'Unknown operation named "other".' }] });
});

test.each([
  { headers: { authorization: "Bearer other" }, status: 401, message: "Unauthorized" },
  { headers: { authorization: "" }, status: 401, message: "Unauthorized" },
  { headers: { "content-type": "text/plain" }, status: 415, message: "Unsupported Media Type" },
])("with $headers it is $status", async ({ headers, status, message }) => {
  const volt = await start();
  const response = await postGraphql(volt.url, { query: createMessage, variables: usual }, headers);
  expect([response.status, await response.json()]).toEqual([status, { errors: [{ message }] }]);
  expect(volt.messages.size).toBe(0);
});

test.each(["{", "null", "[]", "{}", '{"query":1}', '{"query":"{ webhooks { id } }","variables":[]}'])(
  "the body %s is no request",
  async (body) => {
    const volt = await start();
    const response = await postGraphql(volt.url, body);
    expect([response.status, await response.json()]).toEqual([
      400,
      { errors: [{ message: match(/^The body must be a JSON object with the text query/) }] },
    ]);
  },
);

test("errors come with other statuses where that is wanted", async () => {
  const volt = await start({ invalidStatus: 200, refusalStatus: 422 });
  expect((await ask(volt.url, "{")).status).toBe(200);
  expect((await ask(volt.url, createMessage, { ...usual, body: "" })).status).toBe(422);
});

test("there is nothing else, and a replaced token ends the one before", async () => {
  const volt = await start();
  expect((await fetch(`${volt.url}/graphql`)).status).toBe(404);
  volt.replaceToken("fresh");
  expect((await ask(volt.url, "{ webhooks { id } }")).status).toBe(401);
  const fresh = await postGraphql(
    volt.url,
    { query: "{ webhooks { id } }" },
    { authorization: "Bearer fresh" },
  );
  expect(fresh.status).toBe(200);
});

test("a lost answer leaves the message created", async () => {
  const volt = await start();
  volt.next("lost");
  await expect(ask(volt.url, createMessage, usual)).rejects.toThrow("fetch failed");
  expect(volt.messages.size).toBe(1);
});

test("registering is an operation like the others", async () => {
  const relay = opened(await startRelayDouble());
  const volt = await start();
  const url = `${relay.url}/volt/webhook?token=1`;
  expect(await ask(volt.url, registerWebhook, { url })).toEqual({
    status: 200,
    body: {
      data: {
        registerWebhook: {
          id: match(uuid),
          url,
          createdAt: "2022-04-07T22:19:44.718+00:00",
          lastUpdatedAt: "2022-04-07T22:19:44.718+00:00",
        },
      },
    },
  });
  expect([...volt.webhooks.values()]).toMatchObject([{ url }]);
});

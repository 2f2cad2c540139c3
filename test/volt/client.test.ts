import { createHttp } from "../../src/relay/axios-http";
import { RelayError } from "../../src/relay/errors";
import type { CannedAnswer } from "../../src/sandbox/stand-in/fault";
import { startStandIn, type StandIn } from "../../src/sandbox/stand-in/stand-in";
import { voltClient, type VoltClient } from "../../src/volt/client";

const TOKEN = "a-token-for-tests";
const SEND = { to: "+15555550145", from: "+15555550123", body: "Private text" };
const MESSAGE = {
  id: "40318006-1cae-4997-acbc-fe9a4aadb7dd",
  legacyId: "rf_o6aDxhawR227gt5wgZ2I",
  toNumber: "+15555550145",
  fromNumber: "+15555550123",
  status: "QUEUED",
  statusDescription: null,
  media: [],
  body: "Private text",
  sentAt: null,
  confirmedAt: null,
};
const WEBHOOK = {
  id: "1",
  url: "https://relay.example/volt/webhook?token=secret",
  createdAt: "2026-01-01",
  lastUpdatedAt: null,
};

let volt: StandIn;
let client: VoltClient;
beforeEach(async () => {
  volt = await startStandIn({ routes: [], notFound: () => ({ status: 404 }) });
  client = voltClient({ url: `${volt.url}/graphql`, token: TOKEN }, createHttp({ keepAlive: false }));
});
afterEach(() => volt.close());

const json = (body: unknown, status = 200, headers: Record<string, string> = {}): CannedAnswer => ({
  status,
  headers,
  body: JSON.stringify(body),
});
const data = (fields: object) => json({ data: fields });
const errors = (...list: unknown[]) => json({ data: null, errors: list });
const asked = () => JSON.parse(volt.requests.at(-1)?.body ?? "{}") as { query: string; variables?: unknown };
const tight = (text: string) => text.replace(/\s+/g, " ").trim();

async function failureOf(work: Promise<unknown>): Promise<RelayError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(RelayError);
  return error as RelayError;
}

describe("a request to Volt's GraphQL API", () => {
  const operations: [string, () => Promise<unknown>, object, string, unknown][] = [
    [
      "sends a message",
      () => client.createMessage({ ...SEND, media: ["https://x.example/1.png"] }, 2_000),
      { createMessage: MESSAGE },
      "mutation createMessage ($to: String!, $from: String!, $body: String!, $media: [String!]) { createMessage (to: $to, from: $from, body: $body, media: $media) { id legacyId toNumber fromNumber status statusDescription media body sentAt confirmedAt } }",
      { ...SEND, media: ["https://x.example/1.png"] },
    ],
    [
      "reads a message",
      () => client.message(MESSAGE.id, 2_000),
      { message: MESSAGE },
      "query message ($id: ID!) { message (id: $id) { id legacyId toNumber fromNumber status statusDescription media body sentAt confirmedAt errorCode } }",
      { id: MESSAGE.id },
    ],
    [
      "lists the webhooks",
      () => client.webhooks(2_000),
      { webhooks: [WEBHOOK] },
      "query webhooks { webhooks { id url createdAt lastUpdatedAt } }",
      undefined,
    ],
    [
      "registers a URL, in the documented form",
      () => client.registerWebhook(WEBHOOK.url, 2_000),
      { registerWebhook: WEBHOOK },
      "mutation registerWebhook ($url: String!) { registerWebhook (url: $url) { id url createdAt lastUpdatedAt } }",
      { url: WEBHOOK.url },
    ],
    [
      "registers a URL for some events of one number",
      () =>
        client.registerWebhook(WEBHOOK.url, 2_000, { primaryPhone: "+15555550123", eventTypes: ["SENT"] }),
      { registerWebhook: WEBHOOK },
      "mutation registerWebhook ($url: String!, $primaryPhone: String, $eventTypes: [WebhookEventType]) { registerWebhook (url: $url, primaryPhone: $primaryPhone, eventTypes: $eventTypes) { id url createdAt lastUpdatedAt } }",
      { url: WEBHOOK.url, primaryPhone: "+15555550123", eventTypes: ["SENT"] },
    ],
    [
      "deletes a webhook",
      () => client.deleteWebhook("1", 2_000),
      { deleteWebhook: { id: "1" } },
      "mutation deleteWebhook ($id: ID!) { deleteWebhook (id: $id) { id } }",
      { id: "1" },
    ],
  ];
  it.each(operations)("%s", async (_case, call, answer, query, variables) => {
    volt.next(data(answer));
    await call();
    expect(tight(asked().query)).toBe(query);
    expect(asked().variables).toEqual(variables);
    expect(volt.requests).toHaveLength(1);
    expect(volt.requests[0]).toMatchObject({
      method: "POST",
      path: "/graphql",
      headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" },
    });
  });

  it("gives what Volt gave", async () => {
    volt.next(
      data({ createMessage: MESSAGE }),
      data({ message: MESSAGE }),
      data({ webhooks: [WEBHOOK] }),
      data({ registerWebhook: WEBHOOK }),
    );
    expect(await client.createMessage(SEND, 2_000)).toEqual({
      resource: MESSAGE,
      text: JSON.stringify(MESSAGE),
    });
    expect(await client.message(MESSAGE.id, 2_000)).toEqual(MESSAGE);
    expect(await client.webhooks(2_000)).toMatchObject([{ id: "1", url: WEBHOOK.url }]);
    expect(await client.registerWebhook(WEBHOOK.url, 2_000)).toMatchObject({ id: "1", url: WEBHOOK.url });
  });
});

describe("what must not be done twice", () => {
  const unknown = ["outcome_unknown", 504];
  it.each<[string, Parameters<StandIn["next"]>[0], unknown[], object]>([
    [
      "an error",
      errors({ message: "Not your number" }),
      ["provider_refused", 400],
      { provider: "volt", volt_status: 200 },
    ],
    [
      "an error with a code",
      errors({ message: "Opted out", extensions: { code: "503" } }),
      ["provider_refused", 400],
      { provider_code: "503" },
    ],
    [
      "an error with a status",
      json({ errors: [{ message: "No" }] }, 422),
      ["provider_refused", 422],
      { volt_status: 422 },
    ],
    [
      "an error at the mutation itself",
      errors({ message: "No", path: ["createMessage"] }),
      ["provider_refused", 400],
      {},
    ],
    ["errors of no known form", json({ errors: "No" }), ["provider_refused", 400], {}],
    ["an error without words", errors({}), ["provider_refused", 400], {}],
    ["a refused token", json({ message: "No" }, 401), ["provider_refused", 401], { volt_status: 401 }],
    ["a rate limit", json({}, 429, { "retry-after": "7" }), ["provider_refused", 429], { retry_after: "7" }],
    ["a wrong URL", { status: 404, body: "<html>" }, ["provider_refused", 404], {}],
    ["a fault in the result", errors({ message: "No", path: ["createMessage", "sentAt"] }), unknown, {}],
    [
      "a fault of the server",
      errors({ message: "Internal error", extensions: { code: "INTERNAL_SERVER_ERROR" } }),
      unknown,
      { provider_code: "INTERNAL_SERVER_ERROR" },
    ],
    ["a 5xx with an error", json({ errors: [{ message: "No" }] }, 500), unknown, { volt_status: 500 }],
    ["a 5xx", { status: 502, body: "<html>" }, unknown, { volt_status: 502 }],
    ["a redirect", { status: 302, headers: { location: "/elsewhere" } }, unknown, { volt_status: 302 }],
    ["no data", json({ data: null }), unknown, {}],
    ["no message", data({ createMessage: null }), unknown, {}],
    ["a message without an id", data({ createMessage: { ...MESSAGE, id: "" } }), unknown, {}],
    ["a page", { status: 200, body: "<html>" }, unknown, {}],
    ["nothing", { status: 200, body: "" }, unknown, {}],
    ["a broken connection", "reset", unknown, { network: "ECONNRESET" }],
    ["no answer", "hang", unknown, { network: "TIMEOUT" }],
    ["an answer without end", "trickle", unknown, { network: "TIMEOUT" }],
  ])("ends once, with %s", async (_case, fault, [code, status], details) => {
    volt.next(fault);
    const error = await failureOf(client.createMessage(SEND, 150));
    expect([error.code, error.status]).toEqual([code, status]);
    expect(error.details).toMatchObject({ provider: "volt", ...details });
    expect(volt.requests).toHaveLength(1);
  });

  it("is refused in Volt's own words, cut to a length", async () => {
    volt.next(
      errors({ message: "Not your number" }),
      errors({ message: "x".repeat(9_000) }),
      json({ message: "Slow down" }, 429),
    );
    expect((await failureOf(client.createMessage(SEND, 2_000))).message).toBe("Not your number");
    expect((await failureOf(client.createMessage(SEND, 2_000))).message).toBe("x".repeat(500));
    expect((await failureOf(client.createMessage(SEND, 2_000))).message).toBe("Slow down");
  });

  it("counts as done where it is there, whatever is said beside it", async () => {
    volt.next(json({ data: { createMessage: MESSAGE }, errors: [{ message: "sentAt failed" }] }));
    expect((await client.createMessage(SEND, 2_000)).resource).toEqual(MESSAGE);
  });

  it("was not done where nobody listens", async () => {
    const nobody = voltClient(
      { url: "http://127.0.0.1:1/graphql", token: TOKEN },
      createHttp({ keepAlive: false }),
    );
    expect(await failureOf(nobody.createMessage(SEND, 2_000))).toMatchObject({
      code: "provider_unreachable",
      status: 502,
      retryable: true,
    });
  });

  it("may have been done where a registration has no answer", async () => {
    volt.next("reset", errors({ message: "The URL answered 403" }));
    expect(await failureOf(client.registerWebhook(WEBHOOK.url, 2_000))).toMatchObject({
      code: "outcome_unknown",
    });
    expect(await failureOf(client.registerWebhook(WEBHOOK.url, 2_000))).toMatchObject({
      code: "provider_refused",
      message: "The URL answered 403",
    });
  });
});

describe("what may be asked again", () => {
  it.each<[string, Parameters<StandIn["next"]>[0], string, object]>([
    [
      "a refused token",
      json({ message: "Bad token" }, 401),
      "configuration_error",
      { provider_message: "Bad token" },
    ],
    [
      "a refused token, with errors",
      json({ errors: [{ message: "Bad token" }] }, 403),
      "configuration_error",
      {},
    ],
    [
      "a refused token, as GraphQL puts it",
      errors({ message: "Who?", extensions: { code: "UNAUTHENTICATED" } }),
      "configuration_error",
      { provider_message: "Who?", provider_code: "UNAUTHENTICATED" },
    ],
    ["a wrong URL", { status: 404, body: "<html>" }, "configuration_error", { volt_status: 404 }],
    ["a redirect", { status: 302, headers: { location: "/elsewhere" } }, "configuration_error", {}],
    ["an error", errors({ message: "No such field" }), "provider_refused", {}],
    ["an error beside data", json({ data: { message: MESSAGE }, errors: [{}] }), "provider_refused", {}],
    ["an error with a status", json({ errors: [{}] }, 400), "provider_refused", { volt_status: 400 }],
    ["a bad request", json({}, 400), "provider_refused", { volt_status: 400 }],
    ["a rate limit", json({}, 429, { "retry-after": "7" }), "provider_unreachable", { retry_after: "7" }],
    ["a 5xx", json({}, 503), "provider_unreachable", { volt_status: 503 }],
    [
      "a 5xx with errors",
      json({ errors: [{ message: "Oh" }] }, 500),
      "provider_unreachable",
      { provider_message: "Oh" },
    ],
    ["a page", { status: 200, body: "<html>" }, "provider_unreachable", {}],
    ["data without the field", data({}), "provider_unreachable", {}],
    ["a message that is none", data({ message: "?" }), "provider_unreachable", {}],
    ["a broken connection", "reset", "provider_unreachable", { network: "ECONNRESET" }],
    ["no answer", "hang", "provider_unreachable", { network: "TIMEOUT" }],
    ["no such message", data({ message: null }), "message_not_found", {}],
    ["no such message, as an error", errors({ extensions: { code: "NOT_FOUND" } }), "message_not_found", {}],
  ])("fails with %s", async (_case, fault, code, details) => {
    volt.next(fault);
    const error = await failureOf(client.message(MESSAGE.id, 150));
    expect(error.code).toBe(code);
    expect(error.details).toMatchObject({ provider: "volt", ...details });
    expect(volt.requests).toHaveLength(1);
  });

  it.each([
    ["no list", { webhooks: null }],
    ["something without a URL", { webhooks: [{ id: "1" }] }],
    ["something that is none", { webhooks: [null] }],
  ])("fails with %s for the list of webhooks", async (_case, answer) => {
    volt.next(data(answer));
    expect((await failureOf(client.webhooks(2_000))).code).toBe("provider_unreachable");
  });

  it("fails where a webhook cannot be deleted", async () => {
    volt.next(errors({ message: "No such webhook" }));
    expect(await failureOf(client.deleteWebhook("1", 2_000))).toMatchObject({
      code: "provider_refused",
      message: "No such webhook",
    });
  });
});

it("no failure shows the token or the text", async () => {
  for (const fault of ["reset", json({}, 500), json({}, 401)] as const) {
    for (const call of [() => client.createMessage(SEND, 2_000), () => client.message("1", 2_000)]) {
      volt.next(fault);
      const error = await failureOf(call());
      const shown =
        JSON.stringify([error, error.details, error.cause], Object.getOwnPropertyNames(error)) +
        String(error.stack);
      expect(shown).not.toMatch(/a-token-for-tests|Private text/);
    }
  }
});

import net from "node:net";
import { createHttp } from "../../src/relay/axios-http";
import {
  ConfigurationError,
  MessageNotFoundError,
  OutcomeUnknownError,
  ProviderRefusedError,
  ProviderUnreachableError,
  RelayError,
} from "../../src/relay/errors";
import type { Fault } from "../../src/sandbox/stand-in/fault";
import { startStandIn, type StandIn } from "../../src/sandbox/stand-in/stand-in";
import type { MessageFilter } from "../../src/telerivet/message-filter";
import { telerivetClient, type TelerivetClient } from "../../src/telerivet/client";

const API_KEY = "made-up-key";
const http = createHttp({ keepAlive: false });

// White space and a number's form that a parser would not give back: the text must come through as it is.
const MESSAGE = '{ "id": "SM1", "status": "queued", "price": 0.10 }';

let server: StandIn;
let client: TelerivetClient;

beforeEach(async () => {
  server = await startStandIn({
    routes: [
      {
        method: "POST",
        path: /^\/v1\/projects\/PJ1\/messages\/send$/,
        act: () => ({ status: 200, body: MESSAGE }),
      },
      {
        method: "GET",
        path: /^\/v1\/projects\/PJ1\/messages\/SM1$/,
        act: () => ({ status: 200, body: MESSAGE }),
      },
      {
        method: "GET",
        path: /^\/v1\/projects\/PJ1\/messages$/,
        act: () => ({
          status: 200,
          body: '{"data":[{"id":"SM1"},null,{"id":"SM2"}],"truncated":true,"next_marker":"m-2"}',
        }),
      },
      { method: "GET", path: /^\/v1\/projects\/PJ1$/, act: () => ({ status: 200, body: '{"id":"PJ1"}' }) },
    ],
    notFound: () => ({ status: 404, body: '{"error":{"code":"not_found","message":"No such object"}}' }),
  });
  client = clientAt(`${server.url}/v1`);
});
afterEach(() => server.close());

function clientAt(url: string): TelerivetClient {
  return telerivetClient({ apiKey: API_KEY, projectId: "PJ1", url }, http);
}

async function failureOf(call: Promise<unknown>): Promise<RelayError> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(RelayError);
  return error as RelayError;
}

async function unusedPort(): Promise<number> {
  const probe = net.createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as net.AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

const json = (status: number, body: unknown, headers: Record<string, string> = {}): Fault => ({
  ...{ status, headers },
  body: JSON.stringify(body),
});
const error = (code: string, param?: string) => ({ error: { code, message: "Said by Telerivet", param } });
const html = (status: number): Fault => ({
  status,
  headers: { "content-type": "text/html" },
  body: "<html>Bad</html>",
});

describe("sending", () => {
  it("posts the parameters, and gives back the Message and its very text", async () => {
    const sent = await client.sendMessage({ to_number: "+15550001111", content: "é😀", priority: 2 }, 2_000);
    expect(sent).toEqual({ resource: { id: "SM1", status: "queued", price: 0.1 }, text: MESSAGE });
    const [request] = server.requests;
    expect(request).toMatchObject({ method: "POST", path: "/v1/projects/PJ1/messages/send" });
    expect(request?.headers).toMatchObject({
      authorization: `Basic ${Buffer.from(`${API_KEY}:`).toString("base64")}`,
      "content-type": "application/json",
    });
    expect(JSON.parse(request?.body ?? "")).toEqual({
      to_number: "+15550001111",
      content: "é😀",
      priority: 2,
    });
  });

  it.each<[string, Fault, number, string | undefined]>([
    ["an error", json(400, error("invalid_param", "to_number")), 400, "invalid_param"],
    ["an error with any other code", json(409, error("tomorrow")), 409, "tomorrow"],
    ["a key that is not good", json(401, error("unauthorized")), 401, "unauthorized"],
    ["no credit", json(402, error("no_credit")), 402, "no_credit"],
    ["an error with a success", json(200, error("invalid_param", "content")), 400, "invalid_param"],
    ["an error that is a text", json(422, { error: "Said by Telerivet" }), 422, undefined],
    ["too many requests", json(429, error("rate_limited"), { "retry-after": "7" }), 429, "rate_limited"],
    ["too many requests, without a word", { status: 429, body: "" }, 429, undefined],
  ])("is refused with %s: nothing was sent", async (_case, fault, status, code) => {
    server.next(fault);
    const failure = await failureOf(client.sendMessage({}, 2_000));
    expect(failure).toBeInstanceOf(ProviderRefusedError);
    expect(failure.status).toBe(status);
    expect(failure.details).toMatchObject({ provider: "telerivet" });
    expect(failure.details.provider_code).toBe(code);
    expect(failure.details.retry_after).toBe(code === "rate_limited" ? "7" : undefined);
    expect(server.requests).toHaveLength(1);
  });

  it("names the parameter and Telerivet's own words", async () => {
    server.next(json(400, error("invalid_param", "to_number")));
    const failure = await failureOf(client.sendMessage({}, 2_000));
    expect([failure.message, failure.details.param]).toEqual(["Said by Telerivet", "to_number"]);
  });

  it.each<[string, Fault]>([
    ["a fault of the server", json(500, error("internal"))],
    ["a gateway's page", html(502)],
    ["a page with a success", html(200)],
    ["a page with a refusal", html(403)],
    ["a redirect", { status: 302, headers: { location: "https://elsewhere.example.com" } }],
    ["an empty success", { status: 200, body: "" }],
    ["a list", json(200, [])],
    ["a message without an id, as for a contact that is blocked", json(200, { id: null, status: null })],
    ["a broken connection", "reset"],
    ["a lost answer", "lost"],
    ["no answer", "hang"],
    ["an answer without end", "trickle"],
  ])("has an unknown outcome with %s", async (_case, fault) => {
    server.next(fault);
    const failure = await failureOf(client.sendMessage({ content: "the text" }, 300));
    expect(failure).toBeInstanceOf(OutcomeUnknownError);
    expect(server.requests).toHaveLength(1);
    const shown = JSON.stringify([failure.message, failure.details, failure.cause, failure.stack]);
    expect(shown).not.toContain("the text");
    expect(shown).not.toContain(API_KEY);
    expect(shown).not.toContain("<html>");
  });

  it("has certainly not been done where no connection was made", async () => {
    const nowhere = clientAt(`http://127.0.0.1:${await unusedPort()}/v1`);
    const failure = await failureOf(nowhere.sendMessage({}, 2_000));
    expect(failure).toBeInstanceOf(ProviderUnreachableError);
    expect(failure.message).toMatch(/nothing was sent/);
  });
});

describe("reading a message", () => {
  it("gives back the Message and its very text", async () => {
    const read = await client.fetchMessage("SM1", 2_000);
    expect(read).toEqual({ resource: { id: "SM1", status: "queued", price: 0.1 }, text: MESSAGE });
  });

  it("asks for exactly this id, whatever it is made of", async () => {
    await failureOf(client.fetchMessage("../x?y", 2_000));
    expect(server.requests[0]?.path).toBe("/v1/projects/PJ1/messages/..%2Fx%3Fy");
  });

  it.each<[string, Fault, new (...args: never[]) => RelayError]>([
    ["no such message", json(404, error("not_found")), MessageNotFoundError],
    ["no such message, with a success", json(200, error("not_found")), MessageNotFoundError],
    ["a page that was not found, which is a wrong URL", html(404), ProviderUnreachableError],
    ["a key that is not good", json(401, error("unauthorized")), ConfigurationError],
    ["no credit", json(402, error("no_credit")), ConfigurationError],
    ["no right", html(403), ConfigurationError],
    ["another error", json(400, error("invalid_param", "id")), ProviderRefusedError],
    ["another error, with a success", json(200, error("tomorrow")), ProviderRefusedError],
    ["a timeout of the server's", json(408, error("timeout")), ProviderUnreachableError],
    ["too many requests", json(429, error("rate_limited")), ProviderUnreachableError],
    ["a fault of the server", json(500, error("internal")), ProviderUnreachableError],
    ["a gateway's page", html(503), ProviderUnreachableError],
    ["a page with a success", html(200), ProviderUnreachableError],
    ["a success that is no message", json(200, { status: "sent" }), ProviderUnreachableError],
    [
      "a redirect",
      { status: 301, headers: { location: "https://elsewhere.example.com" } },
      ProviderUnreachableError,
    ],
    ["a broken connection", "reset", ProviderUnreachableError],
    ["no answer", "hang", ProviderUnreachableError],
  ])("fails with %s", async (_case, fault, expected) => {
    server.next(fault);
    expect(await failureOf(client.fetchMessage("SM1", 300))).toBeInstanceOf(expected);
    expect(server.requests).toHaveLength(1);
  });
});

describe("listing messages", () => {
  it("gives a page and where the next one begins", async () => {
    const page = await client.listMessages({}, 2_000);
    expect(page).toEqual({ items: [{ id: "SM1" }, { id: "SM2" }], next: "m-2" });
  });

  it("ends where nothing is left", async () => {
    server.next(json(200, { data: [], truncated: false, next_marker: "m-2" }));
    expect(await client.listMessages({}, 2_000)).toEqual({ items: [] });
  });

  it("names each filter as Telerivet does", async () => {
    const filter: MessageFilter = {
      direction: "outgoing",
      ...{ source: "api", status: "sent", messageType: "sms", contactId: "CT1" },
      ...{ phoneId: "PN1", broadcastId: "BC1", externalId: "x", createdFrom: 1_700_000_000_900 },
      ...{ createdBefore: 1_700_000_009_100, newestFirst: true, pageSize: 200, marker: "m-1" },
    };
    await client.listMessages(filter, 2_000);
    expect(Object.fromEntries(server.requests[0]?.query ?? [])).toEqual({
      ...{ direction: "outgoing", source: "api", status: "sent", message_type: "sms", contact_id: "CT1" },
      ...{ phone_id: "PN1", broadcast_id: "BC1", external_id: "x", "time_created[min]": "1700000000" },
      ...{ "time_created[max]": "1700000010", sort_dir: "desc", page_size: "200", marker: "m-1" },
    });
  });

  it("fails with what is no page", async () => {
    server.next(json(200, { messages: [] }));
    expect(await failureOf(client.listMessages({}, 2_000))).toBeInstanceOf(ProviderUnreachableError);
  });
});

describe("the project", () => {
  it("proves the key", async () => {
    expect(await client.fetchProject(2_000)).toEqual({ id: "PJ1" });
  });

  it.each<[string, Fault, new (...args: never[]) => RelayError]>([
    ["a key that is not good", json(401, error("unauthorized")), ConfigurationError],
    ["no such project", json(404, error("not_found")), ConfigurationError],
    ["a fault of the server", html(500), ProviderUnreachableError],
  ])("does not with %s", async (_case, fault, expected) => {
    server.next(fault);
    expect(await failureOf(client.fetchProject(2_000))).toBeInstanceOf(expected);
  });
});

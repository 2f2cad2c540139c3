import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { createHttp } from "../../src/relay/axios-http";
import { NetworkError } from "../../src/relay/errors";
import { startStandIn, type StandIn } from "../../src/sandbox/stand-in/stand-in";

const http = createHttp({ keepAlive: false });
let server: StandIn;

beforeEach(async () => {
  server = await startStandIn({
    routes: [
      {
        method: "POST",
        path: /^\/echo$/,
        act: ({ body }) => ({ status: 202, headers: { "X-Seen": "yes" }, body }),
      },
    ],
    notFound: () => ({ status: 404, body: "nothing here" }),
  });
});
afterEach(() => server.close());

const post = (body: string, timeoutMs = 2_000, path = "/echo") =>
  http({
    method: "POST",
    url: server.url + path,
    headers: { "content-type": "application/json", authorization: "Bearer secret" },
    body,
    timeoutMs,
  });

async function failureOf(exchange: Promise<unknown>): Promise<NetworkError> {
  const error = await exchange.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(NetworkError);
  return error as NetworkError;
}

describe("an HTTP exchange", () => {
  it("carries texts both ways as they are", async () => {
    const body = '{"a": 1.0, "b":"\\u00e9 😀"}\n';
    expect(await post(body)).toMatchObject({ status: 202, body, headers: { "x-seen": "yes" } });
    expect(server.requests[0]?.body).toBe(body);
  });

  it.each([[200], [302], [404], [500]])("takes status %d for an answer", async (status) => {
    server.next({ status, body: "<html>" });
    expect(await post("{}")).toMatchObject({ status, body: "<html>" });
  });

  it("does not follow a redirect, which would carry the token away", async () => {
    server.next({ status: 302, headers: { location: `${server.url}/elsewhere` } });
    expect((await post("{}")).status).toBe(302);
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    ["hangs", "hang", "TIMEOUT"],
    ["trickles", "trickle", "TIMEOUT"],
    ["breaks off", "reset", "ECONNRESET"],
  ] as const)("ends within its time when the other side %s", async (_case, fault, reason) => {
    server.next(fault);
    expect(await failureOf(post("{}", 150))).toMatchObject({
      reason,
      requestMayHaveLeft: true,
      retryable: true,
    });
  });

  it.each([
    ["nobody listens", "http://127.0.0.1:1/", "ECONNREFUSED"],
    ["the host has no address", "http://nobody.invalid/", /ENOTFOUND|EAI_AGAIN/],
  ])("knows that nothing left when %s", async (_case, url, reason) => {
    const error = await failureOf(http({ method: "GET", url, headers: {}, timeoutMs: 2_000 }));
    expect(error.reason).toMatch(reason);
    expect(error.requestMayHaveLeft).toBe(false);
  });

  it("refuses an answer without end", async () => {
    server.next({ status: 200, body: "x".repeat(1_000_001) });
    expect((await failureOf(post("{}"))).reason).toBe("ERR_BAD_RESPONSE");
  });

  it("keeps what was sent out of its errors", async () => {
    server.next("reset");
    const error = await failureOf(post('{"body":"private text"}'));
    const shown = JSON.stringify(error, Object.getOwnPropertyNames(error)) + String(error.stack);
    expect(shown).not.toMatch(/secret|private text/);
    expect(error.cause).toBeUndefined();
  });

  it.each([
    [true, 1],
    [false, 3],
  ])("with keepAlive %s makes %d connections for three calls", async (keepAlive, connections) => {
    const seen = new Set<Socket>();
    const counting = createServer((_request, response) => response.end()).on("connection", (socket) =>
      seen.add(socket),
    );
    await new Promise<void>((resolve) => counting.listen(0, "127.0.0.1", resolve));
    const { port } = counting.address() as AddressInfo;
    const exchange = createHttp({ keepAlive });
    for (let n = 0; n < 3; n++) {
      await exchange({
        method: "POST",
        url: `http://127.0.0.1:${port}/`,
        headers: {},
        body: "",
        timeoutMs: 2_000,
      });
    }
    expect(seen.size).toBe(connections);
    counting.closeAllConnections();
    counting.close();
  });
});

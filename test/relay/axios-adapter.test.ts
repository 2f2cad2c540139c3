import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import axios, { AxiosHeaders, type AxiosRequestConfig } from "axios";
import { plainAdapter } from "../../src/relay/axios-adapter";

interface Seen {
  readonly method: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let server: Server;
let answer: RequestListener;
let seen: Seen[];

beforeEach(async () => {
  seen = [];
  server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
    request.on("end", () => {
      seen.push({ method: request.method, headers: request.headers, body });
      answer(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const urlOf = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/path?query=1`;

/** What comes of a request, whoever makes it. */
async function outcomeOf(adapter: AxiosRequestConfig["adapter"], config: AxiosRequestConfig) {
  try {
    const { status, statusText, headers, data } = await axios.request<unknown>({
      url: urlOf(),
      method: "POST",
      data: "{}",
      adapter: adapter ?? "http",
      proxy: false,
      maxRedirects: 0,
      maxContentLength: 1_000,
      responseType: "text",
      transformRequest: [],
      transformResponse: [],
      validateStatus: () => true,
      ...config,
    });
    const plain = headers instanceof AxiosHeaders ? headers.toJSON() : {};
    return { status, statusText, headers: { ...plain, date: "now" }, data };
  } catch (error) {
    return { code: axios.isAxiosError(error) ? error.code : String(error) };
  }
}

const reply =
  (
    status: number,
    headers: Record<string, string | string[]>,
    ...chunks: (string | Buffer)[]
  ): RequestListener =>
  (_request, response) => {
    response.writeHead(status, headers);
    for (const chunk of chunks) response.write(chunk);
    response.end();
  };
const json = { "content-type": "application/json" };
const ok = reply(202, json, "{}");

describe("the plain adapter does what axios' own does", () => {
  it.each<{ case: string; to: RequestListener; config?: AxiosRequestConfig }>([
    { case: "a JSON answer", to: reply(202, json, '{"requestId":"r-1"}') },
    { case: "an answer without a body", to: reply(204, {}) },
    { case: "a redirect", to: reply(302, { location: "http://127.0.0.1:1/" }, "moved") },
    { case: "a failure in HTML", to: reply(503, { "retry-after": "5" }, "<html>") },
    {
      case: "headers that are repeated",
      to: reply(200, { "set-cookie": ["a=1", "b=2"], "x-a": ["1", "2"] }),
    },
    {
      case: "a character cut in two by the chunks",
      to: reply(200, {}, Buffer.from([0xc3]), Buffer.from([0xa9])),
    },
    { case: "a byte order mark", to: reply(200, {}, "\uFEFF{}") },
    { case: "an answer of just the size that may be", to: reply(200, {}, "x".repeat(1_000)) },
    { case: "an answer that is too long", to: reply(200, {}, "x".repeat(1_001)) },
    { case: "a broken connection", to: (request) => request.socket.destroy() },
    {
      case: "an answer that breaks off",
      to: (request, response) => {
        response.writeHead(200, { "content-length": "10" });
        response.write("12345", () => request.socket.destroy());
      },
    },
    { case: "nobody there", to: ok, config: { url: "http://127.0.0.1:1/" } },
    { case: "a host without an address", to: ok, config: { url: "http://nobody.invalid/" } },
    { case: "a URL that is none", to: ok, config: { url: "nowhere" } },
    { case: "a question", to: ok, config: { method: "GET", data: undefined } },
    { case: "an empty body", to: ok, config: { data: "" } },
    { case: "a body beyond ASCII", to: ok, config: { data: '{"b":"é 😀"}' } },
    { case: "a form", to: ok, config: { headers: { "content-type": "application/x-www-form-urlencoded" } } },
    { case: "headers", to: ok, config: { headers: { authorization: "Bearer a", "user-agent": "mine" } } },
    { case: "a header that is no byte", to: ok, config: { headers: { authorization: "Bearer é…\r\nx: y" } } },
    { case: "a signal given before", to: ok, config: { signal: AbortSignal.abort() } },
  ])("for $case", async ({ to, config = {} }) => {
    answer = to;
    const theirs = await outcomeOf("http", config);
    const theirRequests = seen.splice(0);
    const ours = await outcomeOf(plainAdapter, config);
    expect(ours).toEqual(theirs);

    // It decompresses nothing, so it does not ask for it.
    for (const request of theirRequests) delete request.headers["accept-encoding"];
    for (const request of [...theirRequests, ...seen]) delete request.headers.host;
    expect(seen).toEqual(theirRequests);
  });
});

import { setMaxListeners } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { createFaultQueue } from "./fault";
import type { Fault, Faults } from "./fault";
import { answerWithFault } from "./answer-with-fault";

export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
  readonly rawBody: Buffer;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
  /** What befell it, if anything did. */
  readonly fault: Fault | undefined;
  /** The HTTP status that was answered; undefined while there is none. */
  status: number | undefined;
}

export interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: string;
}

export interface Route {
  method: "GET" | "POST" | "DELETE";
  /** Matched against the whole path, for example `/^\/things\/(?<id>[^/]+)$/`. */
  path: RegExp;
  act: (request: ReceivedRequest, groups: Record<string, string>) => Answer | Promise<Answer>;
}

export interface StandInOptions {
  routes: Route[];
  /** The answer for any other endpoint, in the error shape of the API that is stood in for. */
  notFound: (request: ReceivedRequest) => Answer;
  /** 0, the default, takes any free port. */
  port?: number;
  now?: () => number;
  trickleMs?: number;
}

export interface StandIn extends Faults {
  readonly port: number;
  readonly url: string;
  /** Every request that arrived whole, in the order of arrival. */
  readonly requests: readonly ReceivedRequest[];
  /** Tells of each request as it arrives, before it is acted on. Returns the way to stop listening. */
  onRequest: (listener: (request: ReceivedRequest) => void) => () => void;
  /** Tells of each answer just before it leaves; a broken connection has none. Returns the way to stop listening. */
  onAnswer: (listener: (request: ReceivedRequest, answer: Answer) => void) => () => void;
  /** Breaks all open connections. */
  close: () => Promise<void>;
}

/** Serves a table of routes on 127.0.0.1, remembers what came, and misbehaves when told to. */
export async function startStandIn(options: StandInOptions): Promise<StandIn> {
  const { routes, notFound, port = 0, now = Date.now, trickleMs = 50 } = options;
  const faults = createFaultQueue();
  const requests: ReceivedRequest[] = [];
  const listeners = new Set<(request: ReceivedRequest) => void>();
  const answerListeners = new Set<(request: ReceivedRequest, answer: Answer) => void>();
  const closing = new AbortController();
  // Every delayed or hanging request listens to it, and there may be any number of them.
  setMaxListeners(0, closing.signal);

  async function act(request: ReceivedRequest): Promise<Answer> {
    for (const { method, path, act: actOnRoute } of routes) {
      const match = path.exec(request.path);
      if (match && method === request.method) return actOnRoute(request, { ...match.groups });
    }
    return notFound(request);
  }

  async function serve(incoming: http.IncomingMessage, response: http.ServerResponse) {
    const rawBody = await readBody(incoming);
    const url = new URL(incoming.url ?? "/", "http://stand-in");
    const fault = faults.take();
    const request: ReceivedRequest = {
      method: incoming.method ?? "",
      path: url.pathname,
      query: url.searchParams,
      headers: incoming.headers,
      body: rawBody.toString("utf8"),
      rawBody,
      receivedAt: now(),
      fault,
      status: undefined,
    };
    requests.push(request);
    for (const listener of listeners) listener(request);

    const answer = (given: Answer) => {
      request.status = given.status;
      for (const listener of answerListeners) listener(request, given);
      response.writeHead(given.status, { "content-type": "application/json", ...given.headers });
      response.end(given.body ?? "");
    };
    const actSafely = () => act(request).catch(brokenStandIn);
    if (fault === undefined) answer(await actSafely());
    else
      await answerWithFault(fault, { act: actSafely, answer, response, trickleMs, signal: closing.signal });
  }

  const server = http.createServer((incoming, response) => {
    // What is left to fail here is the connection itself, broken by the client or by close().
    serve(incoming, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const { port: actualPort } = server.address() as AddressInfo;

  return {
    port: actualPort,
    url: `http://127.0.0.1:${actualPort}`,
    requests,
    next: faults.next,
    always: faults.always,
    onRequest: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    onAnswer: (listener) => {
      answerListeners.add(listener);
      return () => void answerListeners.delete(listener);
    },
    close: () =>
      new Promise((resolve) => {
        closing.abort();
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function readBody(incoming: http.IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** A stand-in that throws is a bug of the sandbox and has to look like one. */
function brokenStandIn(error: unknown): Answer {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { status: 500, body: JSON.stringify({ message: `The stand-in itself failed: ${message}` }) };
}

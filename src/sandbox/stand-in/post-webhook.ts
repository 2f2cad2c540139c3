import http from "node:http";
import https from "node:https";
import type { WebhookRequest } from "./webhook-request";

export interface WebhookResponse {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: string;
}

/** In Twilio's words: no connection (`ct`), or no whole answer on one that was made (`rt`). */
export type ConnectionFailure = "ct" | "rt";

export interface PostLimits {
  connectTimeoutMs: number;
  readTimeoutMs: number;
  signal: AbortSignal;
  /** Where public origins live on this machine: `{"https://relay.example": "http://localhost:3000"}`. */
  publicOrigins: Record<string, string>;
}

/** Posts once and never rejects. Every host but this machine counts as not to be reached. */
export function postWebhook(
  request: WebhookRequest,
  limits: PostLimits,
): Promise<WebhookResponse | ConnectionFailure> {
  const called = new URL(request.url);
  const target = new URL(limits.publicOrigins[called.origin] ?? called.origin);
  if (!/^(localhost|127\.0\.0\.1|\[::1\])$/.test(target.hostname)) return Promise.resolve("ct");

  return new Promise((resolve) => {
    const { request: open } = target.protocol === "https:" ? https : http;
    const outgoing = open({
      hostname: target.hostname,
      port: target.port,
      path: called.pathname + called.search,
      method: "POST",
      headers: { ...request.headers, host: called.host, "content-length": Buffer.byteLength(request.body) },
      agent: false,
      signal: limits.signal,
    });
    let connected = false;
    const giveUp = () => outgoing.destroy(new Error("timeout"));
    let timer = setTimeout(giveUp, limits.connectTimeoutMs);
    const settle = (outcome: WebhookResponse | ConnectionFailure) => {
      clearTimeout(timer);
      resolve(outcome);
    };
    const fail = () => {
      settle(connected ? "rt" : "ct");
    };

    outgoing.once("socket", (socket) =>
      socket.once(target.protocol === "https:" ? "secureConnect" : "connect", () => {
        connected = true;
        clearTimeout(timer);
        timer = setTimeout(giveUp, limits.readTimeoutMs);
      }),
    );
    outgoing.once("error", fail);
    outgoing.once("response", (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => (body += chunk));
      response.once("end", () => {
        settle({ status: response.statusCode ?? 0, headers: response.headers, body });
      });
      response.once("error", fail);
      response.once("close", fail); // After "end" this changes nothing.
    });
    outgoing.end(request.body);
  });
}

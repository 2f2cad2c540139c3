import type { IncomingHttpHeaders } from "node:http";
import type { HttpRequest, HttpResponse } from "../../../src/relay/http";
import { sandboxAccounts } from "../../../src/sandbox/accounts";
import { itemRoutes } from "../../../src/sandbox/sync/item-routes";
import { mapRoutes } from "../../../src/sandbox/sync/map-routes";
import { createGuards } from "../../../src/sandbox/sync/routing";
import { createSyncStore } from "../../../src/sandbox/sync/sync-store";
import { createMessageStore } from "../../../src/sandbox/twilio/message-store";
import { twilioRoutes } from "../../../src/sandbox/twilio/rest";
import type { Answer, ReceivedRequest, Route } from "../../../src/sandbox/stand-in/stand-in";

/** An upstream without a network: what the sandbox's stand-ins do behind their servers. */
export type Serve = (request: HttpRequest) => HttpResponse;

const { accountSid, authToken } = sandboxAccounts;

function serveRoutes(routes: readonly Route[], now: () => number): Serve {
  return ({ method, url, headers, body = "" }) => {
    const { pathname, searchParams } = new URL(url);
    const received: ReceivedRequest = {
      ...{ method, path: pathname, query: searchParams, body, rawBody: Buffer.from(body) },
      ...{ headers: lowerCase(headers), receivedAt: now(), fault: undefined, status: undefined },
    };
    for (const { method: routeMethod, path, act } of routes) {
      const match = path.exec(pathname);
      if (match === null || routeMethod !== method) continue;
      const answer = act(received, { ...match.groups });
      if (answer instanceof Promise) throw new TypeError("This stand-in takes its time.");
      return respond(answer);
    }
    return { status: 404, headers: {}, body: '{"code":20404,"message":"Not found","status":404}' };
  };
}

function respond({ status, headers = {}, body = "" }: Answer): HttpResponse {
  return { status, headers: lowerCase(headers) as Record<string, string>, body };
}

function lowerCase(headers: Readonly<Record<string, string>>): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** Twilio's messages. Their truth only goes forwards. */
export function createTwilio(now: () => number) {
  const store = createMessageStore({ accountSid, now, serviceSender: "+15550100100" });
  const routes = twilioRoutes({ accountSid, authToken, now, store, onCreated: () => undefined });
  return { store, serve: serveRoutes(routes, now) };
}

export function createSync(now: () => number) {
  // The rates are the bench's concern; a refusal by them is one of the fates.
  const store = createSyncStore({ now, writesPerSecond: 1e6, readsPerSecond: 1e6, burstSeconds: 10 });
  const owner = { accountSid, serviceSid: "IS00000000000000000000000000000001" };
  const options = { owner, guards: createGuards({ ...owner, authToken, store }), store, now };
  return { store, serve: serveRoutes([...mapRoutes(options), ...itemRoutes(options)], now) };
}

/** Insights as its documents leave it at the worst: the last post wins, field by field. */
export function createInsights() {
  const messages = new Map<string, Record<string, unknown>>();
  let token: string = sandboxAccounts.voltApiToken;
  const serve: Serve = ({ headers, body = "" }) => {
    if (headers.authorization !== `Bearer ${token}`) {
      return { status: 401, headers: {}, body: '{"message":"Unauthorized"}' };
    }
    const posted = JSON.parse(body) as Record<string, unknown>;
    const sid = String(posted.sid);
    messages.set(sid, { ...messages.get(sid), ...posted });
    return { status: 202, headers: {}, body: '{"message":"Received message data","requestId":"r"}' };
  };
  return {
    messages,
    serve,
    setToken: (next: string) => {
      token = next;
    },
  };
}

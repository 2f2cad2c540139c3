import type { PendingWork } from "../stand-in/pending-work";
import type { Attempt, DeliveryPlan, WebhookListener } from "../stand-in/deliver-webhook";
import { deliverWebhook } from "../stand-in/deliver-webhook";
import type { WebhookRequest } from "../stand-in/webhook-request";
import { Refusal } from "./graphql/execute";
import type { Ids } from "./ids";
import { isWebUrl } from "./refuse-message";
import { voltTime } from "./times";
import type { WebhookEvent } from "./webhook-event";

export interface VoltWebhook {
  id: string;
  url: string;
  createdAt: string;
  lastUpdatedAt: string;
  primaryPhone: null;
  eventTypes: null;
}

/** One request to one URL, when it is over. */
export interface VoltDelivery {
  /** The event's type, or `test` for the request at registration. */
  readonly event: string;
  /** As it was sent, signature included. */
  readonly request: WebhookRequest;
  readonly attempts: readonly Attempt[];
}

/** The request that a URL has to answer with 2xx before it is registered. What Volt really sends is not known. */
export interface TestRequest {
  body: string;
  signed: boolean;
}

export interface VoltWebhooks {
  /** Those registered, by id. */
  readonly webhooks: ReadonlyMap<string, VoltWebhook>;
  /** In the order of their end. */
  readonly deliveries: readonly VoltDelivery[];
  /**
   * Registers a URL, as the mutation and the portal do; the same URL again is one more.
   *
   * @throws Refusal where it is no URL or does not answer the test request with 2xx
   */
  registerWebhook: (url: string) => Promise<VoltWebhook>;
  /** Undefined where there is none of that id. */
  deleteWebhook: (id: string) => VoltWebhook | undefined;
  /** Sends an event to every registered URL. */
  announce: (eventType: string, event: WebhookEvent) => Promise<VoltDelivery[]>;
  /** Sends the same bytes once more. */
  redeliver: (delivery: VoltDelivery) => Promise<VoltDelivery>;
  /** Returns the way to stop listening. */
  onWebhook: (listener: WebhookListener) => () => void;
}

export interface VoltWebhooksOptions {
  ids: Ids;
  now: () => number;
  pending: PendingWork;
  /** An event as it is to be sent. */
  serialise: (event: WebhookEvent) => string;
  /** The signature over a body, if there is to be one. */
  sign: (body: string) => string | undefined;
  testRequest: TestRequest;
  /** Whether the query of a URL is dropped as it is registered. */
  dropsQuery: boolean;
  timeoutMs: number;
  retries: number;
  backoffMs: number;
  publicOrigins: Record<string, string>;
  signal: AbortSignal;
}

export function createVoltWebhooks(options: VoltWebhooksOptions): VoltWebhooks {
  const { ids, now, pending, serialise, sign, testRequest, timeoutMs, publicOrigins, signal } = options;
  const webhooks = new Map<string, VoltWebhook>();
  const deliveries: VoltDelivery[] = [];
  const listeners = new Set<WebhookListener>();

  const plan = (retries: number): DeliveryPlan => ({
    retries,
    connectTimeoutMs: timeoutMs,
    readTimeoutMs: timeoutMs,
    totalTimeoutMs: Infinity,
    backoffMs: () => options.backoffMs,
    shouldRetry: (attempt) => !isTaken(attempt),
  });

  async function post(event: string, request: WebhookRequest, retries: number): Promise<VoltDelivery> {
    const posted = deliverWebhook(request, plan(retries), { signal, publicOrigins });
    for (const listener of listeners) listener(request, posted);
    const delivery: VoltDelivery = { event, request, attempts: (await posted).attempts };
    deliveries.push(delivery);
    return delivery;
  }
  const deliver = (event: string, request: WebhookRequest, retries = options.retries) =>
    pending.track(post(event, request, retries));

  return {
    webhooks,
    deliveries,
    registerWebhook: async (given) => {
      if (!isWebUrl(given)) throw new Refusal("The webhook URL is not a valid URL.");
      const url = options.dropsQuery ? given.replace(/\?[^#]*/, "") : given;
      const { body, signed } = testRequest;
      const test = jsonRequest(url, body, signed ? sign(body) : undefined);
      const { attempts } = await deliver("test", test, 0);
      if (!attempts.every(isTaken)) {
        throw new Refusal("The webhook URL did not answer the test request with a 2xx status.");
      }
      const at = voltTime(now());
      const webhook: VoltWebhook = {
        id: ids.uuid(),
        url,
        createdAt: at,
        lastUpdatedAt: at,
        primaryPhone: null,
        eventTypes: null,
      };
      webhooks.set(webhook.id, webhook);
      return webhook;
    },
    deleteWebhook: (id) => {
      const webhook = webhooks.get(id);
      webhooks.delete(id);
      return webhook;
    },
    announce: (eventType, event) => {
      const body = serialise(event);
      const signature = sign(body);
      const requests = [...webhooks.values()].map(({ url }) => jsonRequest(url, body, signature));
      return Promise.all(requests.map((request) => deliver(eventType, request)));
    },
    redeliver: ({ event, request }) => deliver(event, request),
    onWebhook: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

const isTaken = (attempt: Attempt) => typeof attempt === "number" && attempt >= 200 && attempt < 300;

const jsonRequest = (url: string, body: string, signature: string | undefined): WebhookRequest => ({
  url,
  headers: {
    "content-type": "application/json",
    accept: "*/*",
    ...(signature === undefined ? {} : { "x-respond-flow-signature": signature }),
  },
  body,
});

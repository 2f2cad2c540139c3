import type { Attempt, Delivery, DeliveryPlan, WebhookListener } from "../stand-in/deliver-webhook";
import { deliverWebhook } from "../stand-in/deliver-webhook";
import type { PendingWork } from "../stand-in/pending-work";
import type { WebhookResponse } from "../stand-in/post-webhook";
import type { WebhookRequest } from "../stand-in/webhook-request";
import { parseWebhookUrl } from "./connection-overrides";
import { eventStreamsPlan, messagingPlan } from "./delivery-plans";
import { inboundParameters } from "./inbound-webhook";
import type { MessageStore } from "./message-store";
import { statusCallbackParameters } from "./status-callback";
import { eventsWebhook, formWebhook } from "./webhook-request";

export interface SentCallback {
  sid: string;
  status: string;
  attempts: Attempt[];
}

export interface TwilioWebhooks {
  /** The status callbacks that are over, in the order of their end. */
  readonly callbacks: readonly SentCallback[];
  /** Posts the callback for a status, whatever the resource says. No callback URL, no attempt. */
  sendStatusCallback: (sid: string, status: string, extra?: Record<string, string>) => Promise<Attempt[]>;
  /** Posts an incoming message, completed by the usual parameters, and keeps it. Rejects if nobody answers. */
  sendInbound: (
    url: string,
    parameters: Record<string, string>,
  ) => Promise<WebhookResponse & { sid: string }>;
  /** Delivers events to a sink. `body` replaces the JSON of `events`, `contentHash` the hash of what is sent. */
  sendEvents: (
    url: string,
    events: readonly unknown[],
    replaced?: { body?: string; contentHash?: string },
  ) => Promise<Attempt[]>;
  /** Returns the way to stop listening. */
  onWebhook: (listener: WebhookListener) => () => void;
}

export interface TwilioWebhooksOptions {
  accountSid: string;
  authToken: string;
  store: MessageStore;
  pending: PendingWork;
  now: () => number;
  random: () => number;
  backoffMs: number;
  eventTimeoutMs: number;
  eventRetries: number;
  publicOrigins: Record<string, string>;
  signal: AbortSignal;
}

export function createTwilioWebhooks(options: TwilioWebhooksOptions): TwilioWebhooks {
  const { accountSid, authToken, store, pending, now, random, backoffMs, publicOrigins, signal } = options;
  const limits = { signal, publicOrigins };
  const callbacks: SentCallback[] = [];
  const listeners = new Set<WebhookListener>();

  function deliver(request: WebhookRequest, plan: DeliveryPlan): Promise<Delivery> {
    const delivery = pending.track(deliverWebhook(request, plan, limits));
    for (const listener of listeners) listener(request, delivery);
    return delivery;
  }

  function postForm(configuredUrl: string, parameters: Record<string, string>): Promise<Delivery> {
    const request = formWebhook(authToken, configuredUrl, parameters);
    request.headers["i-twilio-idempotency-token"] = store.newSid("");
    return deliver(request, messagingPlan(parseWebhookUrl(configuredUrl).overrides, backoffMs));
  }

  return {
    callbacks,
    sendStatusCallback: async (sid, status, extra = {}) => {
      const message = store.get(sid);
      const url = store.statusCallback(sid);
      if (url === undefined) return [];
      const { attempts } = await postForm(url, {
        ...statusCallbackParameters(message, status, now()),
        ...extra,
      });
      callbacks.push({ sid, status, attempts });
      return attempts;
    },
    sendInbound: async (url, given) => {
      const parameters = inboundParameters(given, { accountSid, messageSid: store.newSid("SM") });
      const { sid } = store.receive(parameters);
      const { attempts, response } = await postForm(url, parameters);
      if (!response)
        throw new Error(
          `No answer from ${new URL(url).origin} to the inbound message: ${attempts.join(", ")}`,
        );
      return { ...response, sid };
    },
    sendEvents: async (url, events, { body = JSON.stringify(events), contentHash } = {}) => {
      const request = eventsWebhook(authToken, url, body, contentHash);
      const { eventTimeoutMs: timeoutMs, eventRetries: retries } = options;
      const plan = eventStreamsPlan({ timeoutMs, retries, backoffMs, random });
      return (await deliver(request, plan)).attempts;
    },
    onWebhook: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

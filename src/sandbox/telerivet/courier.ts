import { setTimeout as sleep } from "node:timers/promises";
import type { PendingWork } from "../stand-in/pending-work";
import type { Attempt } from "../stand-in/deliver-webhook";
import type { PostLimits, WebhookResponse } from "../stand-in/post-webhook";
import { postWebhook } from "../stand-in/post-webhook";
import type { WebhookRequest } from "../stand-in/webhook-request";
import { encodeForm } from "./form-encoding";
import type { Webhook } from "./message-store";

export interface WebhookDelivery {
  readonly event: string;
  readonly url: string;
  /** As encoded: names with brackets, values as text. */
  readonly parameters: Readonly<Record<string, string>>;
  /** HTTP statuses; `ct` where no connection was made, `rt` where no whole answer came in time. */
  readonly attempts: readonly Attempt[];
  readonly state: "under way" | "delivered" | "given up";
}

/** Hears of a webhook as it is first posted; the promise ends with its last attempt. */
export type WebhookListener = (delivery: WebhookDelivery, end: Promise<WebhookDelivery>) => void;

export interface Posting {
  delivery: WebhookDelivery;
  /** The first attempt's answer, if it counts. */
  first: Promise<WebhookResponse | undefined>;
  /** The answer that counts in the end, if there is one. */
  last: Promise<WebhookResponse | undefined>;
}

export interface Courier {
  /** In the order of their first attempts, those under way included. */
  deliveries: readonly WebhookDelivery[];
  post: (webhook: Webhook, parameters: { event: string } & Record<string, unknown>) => Posting;
  onWebhook: (listener: WebhookListener) => () => void;
  /** The next answer that comes does not reach Telerivet, which therefore comes again. */
  loseAnswer: () => void;
}

export interface CourierOptions extends Pick<PostLimits, "signal" | "publicOrigins"> {
  pending: PendingWork;
  /** An answer that takes as long is a failure, whatever it says. */
  timeoutMs: number;
  retryMs: number;
  /** After the first attempt, at most. */
  retries: number;
  onFailure: (delivery: WebhookDelivery, attempt: Attempt) => void;
}

/**
 * Posts a webhook until it is answered with 200 and nothing else, redirects not followed; the real one goes on for a
 * day, at intervals that are unconfirmed: https://telerivet.com/api/webhook
 */
export function createCourier(options: CourierOptions): Courier {
  const { pending, timeoutMs, retryMs, retries, signal, publicOrigins, onFailure } = options;
  const deliveries: WebhookDelivery[] = [];
  const listeners = new Set<WebhookListener>();
  let answersToLose = 0;

  function post({ url, secret }: Webhook, parameters: { event: string } & Record<string, unknown>): Posting {
    const body = encodeForm({ ...(secret === undefined ? {} : { secret }), ...parameters });
    const request: WebhookRequest = {
      url,
      headers: { "content-type": "application/x-www-form-urlencoded", "user-agent": "Telerivet" },
      body,
    };
    const attempts: Attempt[] = [];
    const delivery = {
      event: parameters.event,
      url,
      parameters: Object.fromEntries(new URLSearchParams(body)),
      attempts,
      state: "under way" as WebhookDelivery["state"],
    };
    const tryOnce = async (): Promise<WebhookResponse | undefined> => {
      const limits = { connectTimeoutMs: timeoutMs, readTimeoutMs: timeoutMs, signal, publicOrigins };
      const answer = await postWebhook(request, limits);
      if (signal.aborted) return undefined;
      const isLost = typeof answer === "object" && answersToLose > 0;
      if (isLost) answersToLose--;
      const outcome = isLost ? "rt" : answer;
      const attempt = typeof outcome === "object" ? outcome.status : outcome;
      attempts.push(attempt);
      if (typeof outcome === "object" && attempt === 200) return outcome;
      onFailure(delivery, attempt);
      return undefined;
    };
    const persist = async (first: Promise<WebhookResponse | undefined>) => {
      let response = await first;
      while (!response && attempts.length <= retries && !signal.aborted) {
        await sleep(retryMs, undefined, { signal }).catch(() => undefined); // Closing is seen above.
        response = await tryOnce();
      }
      delivery.state = response ? "delivered" : "given up";
      return response;
    };

    deliveries.push(delivery);
    const first = pending.track(tryOnce());
    const last = pending.track(persist(first));
    const end = last.then(() => delivery);
    for (const listener of listeners) listener(delivery, end);
    return { delivery, first, last };
  }

  return {
    deliveries,
    post,
    onWebhook: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    loseAnswer: () => {
      answersToLose++;
    },
  };
}

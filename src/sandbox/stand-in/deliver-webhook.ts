import { setTimeout as sleep } from "node:timers/promises";
import type { ConnectionFailure, PostLimits, WebhookResponse } from "./post-webhook";
import { postWebhook } from "./post-webhook";
import type { WebhookRequest } from "./webhook-request";

/** An HTTP status, or the way in which there was none. */
export type Attempt = number | ConnectionFailure;

export interface Delivery {
  attempts: Attempt[];
  /** The last answer, if the last attempt had one. */
  response: WebhookResponse | undefined;
}

export interface DeliveryPlan {
  /** What the further attempts are made on. */
  shouldRetry: (attempt: Attempt) => boolean;
  retries: number;
  connectTimeoutMs: number;
  readTimeoutMs: number;
  totalTimeoutMs: number;
  /** The pause before the attempt of this number, from 1. */
  backoffMs: (attempt: number) => number;
}

/** Hears of a webhook as it is first posted; the delivery ends with its last attempt. */
export type WebhookListener = (request: WebhookRequest, delivery: Promise<Delivery>) => void;

export async function deliverWebhook(
  request: WebhookRequest,
  plan: DeliveryPlan,
  limits: Pick<PostLimits, "signal" | "publicOrigins">,
): Promise<Delivery> {
  // The limits are of this machine's time, even where the stand-in lives in an injected one.
  const startedAt = performance.now();
  const leftMs = () => plan.totalTimeoutMs - (performance.now() - startedAt);
  const attempts: Attempt[] = [];
  for (;;) {
    const outcome = await postWebhook(request, {
      ...limits,
      connectTimeoutMs: Math.min(plan.connectTimeoutMs, leftMs()),
      readTimeoutMs: Math.min(plan.readTimeoutMs, leftMs()),
    });
    const attempt = typeof outcome === "object" ? outcome.status : outcome;
    attempts.push(attempt);
    const pauseMs = plan.backoffMs(attempts.length);
    const isOver = !plan.shouldRetry(attempt) || attempts.length > plan.retries || pauseMs >= leftMs();
    if (isOver || limits.signal.aborted) {
      return { attempts, response: typeof outcome === "object" ? outcome : undefined };
    }
    await sleep(pauseMs, undefined, { signal: limits.signal });
  }
}

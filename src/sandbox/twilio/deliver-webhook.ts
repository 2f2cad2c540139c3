import { setTimeout as sleep } from "node:timers/promises";
import type { ConnectionOverrides, RetryPolicy } from "./connection-overrides";
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

/** Twilio's way with messaging webhooks, as the URL's fragment changes it. */
export function messagingPlan(overrides: ConnectionOverrides, backoffMs: number): DeliveryPlan {
  return {
    ...overrides,
    backoffMs: () => backoffMs,
    shouldRetry: (attempt) => {
      const policy = failureKind(attempt);
      return policy !== undefined && overrides.retryOn.has(policy);
    },
  };
}

function failureKind(attempt: Attempt): RetryPolicy | undefined {
  if (typeof attempt !== "number") return attempt;
  if (attempt >= 500) return "5xx";
  return attempt >= 400 ? "4xx" : undefined;
}

/**
 * Event Streams' way: any 4xx but 429 discards the event for good, all else is tried again. The real one goes on for
 * four hours: https://www.twilio.com/docs/events/event-delivery-and-duplication
 */
export function eventStreamsPlan(options: {
  timeoutMs: number;
  retries: number;
  backoffMs: number;
  random: () => number;
}): DeliveryPlan {
  return {
    retries: options.retries,
    connectTimeoutMs: options.timeoutMs,
    readTimeoutMs: options.timeoutMs,
    totalTimeoutMs: 4 * 3_600_000,
    backoffMs: (attempt) => options.backoffMs * 2 ** (attempt - 1) * (0.5 + options.random()),
    shouldRetry: (attempt) => typeof attempt !== "number" || attempt === 429 || attempt >= 500,
  };
}

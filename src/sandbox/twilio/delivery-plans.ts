import type { Attempt, DeliveryPlan } from "../stand-in/deliver-webhook";
import type { ConnectionOverrides, RetryPolicy } from "./connection-overrides";

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

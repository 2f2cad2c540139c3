export interface JourneyStep {
  /** Since the message was created. */
  atMs: number;
  status: string;
  errorCode?: string;
  /** How long after that its webhook leaves; several times where it is sent more than once. */
  webhookLagsMs: number[];
}

export interface JourneyOptions {
  random: () => number;
  delayMs: number;
  /** How likely a webhook comes twice, from 0 to 1. */
  duplicateChance: number;
}

/**
 * What becomes of a message, by its recipient:
 * - one that ends in 0003: sent, failed with error 702, as in Volt's sample,
 * - one that ends in 0008: failed with error 503 without having been sent,
 * - all others: sent, delivered.
 *
 * Webhooks leave at or after their moment, so that they overtake each other: Volt promises no order.
 */
export function planJourney(to: string, { random, delayMs, duplicateChance }: JourneyOptions): JourneyStep[] {
  let atMs = 0;
  return stagesOf(to).map((stage) => {
    atMs += delayMs * (0.5 + random());
    const lag = () => delayMs * 3 * random();
    const webhookLagsMs = [lag()];
    if (random() < duplicateChance) webhookLagsMs.push(lag());
    return { ...stage, atMs, webhookLagsMs };
  });
}

function stagesOf(to: string): Pick<JourneyStep, "status" | "errorCode">[] {
  if (to.endsWith("0003")) return [{ status: "sent" }, { status: "failed", errorCode: "702" }];
  if (to.endsWith("0008")) return [{ status: "failed", errorCode: "503" }];
  return [{ status: "sent" }, { status: "delivered" }];
}

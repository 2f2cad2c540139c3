import type { Message } from "./message-resource";

export interface JourneyStep {
  /** Since the message was created. */
  atMs: number;
  what: "progress" | "callback";
  status: string;
  errorCode?: number;
}

/**
 * What becomes of a message, by its recipient:
 * - one that ends in 0003: queued, sent, undelivered with error 30003,
 * - one that ends in 0008: queued, failed with error 30008,
 * - another `whatsapp:` address: queued, sent, delivered, read,
 * - all others: queued, sent, delivered.
 *
 * The resource goes forwards; the callback for a status leaves at or after that moment, so that callbacks overtake each
 * other, and about one in six comes twice. Twilio promises no order:
 * https://www.twilio.com/docs/messaging/guides/track-outbound-message-status
 */
export function planJourney(
  { to, status: initial }: Pick<Message, "to" | "status">,
  { random, delayMs }: { random: () => number; delayMs: number },
): JourneyStep[] {
  const steps: JourneyStep[] = [];
  let atMs = 0;
  for (const { status, errorCode } of journeyOf(to)) {
    if (status === initial) continue; // There is no callback for the initial status.
    atMs += delayMs * (0.5 + random());
    const details = { status, ...(errorCode === undefined ? {} : { errorCode }) };
    const callback = (): JourneyStep => ({
      atMs: atMs + delayMs * 3 * random(),
      what: "callback",
      ...details,
    });
    steps.push({ atMs, what: "progress", ...details }, callback());
    if (random() < 1 / 6) steps.push(callback());
  }
  return steps.sort((one, other) => one.atMs - other.atMs);
}

type Stage = Pick<JourneyStep, "status" | "errorCode">;

function journeyOf(to: string): Stage[] {
  const start: Stage[] = [{ status: "queued" }, { status: "sent" }];
  if (to.endsWith("0003")) return [...start, { status: "undelivered", errorCode: 30003 }];
  if (to.endsWith("0008")) return [{ status: "queued" }, { status: "failed", errorCode: 30008 }];
  const delivered: Stage[] = [...start, { status: "delivered" }];
  return to.startsWith("whatsapp:") ? [...delivered, { status: "read" }] : delivered;
}

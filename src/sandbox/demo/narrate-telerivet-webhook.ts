import type { WebhookDelivery } from "../telerivet/courier";
import { oddityOf, usualOrder } from "./narrate-callback";
import type { Step } from "./step";
import { shortSid, statusWithError } from "./step";

const step = { from: "Telerivet", to: "relay" } as const;

/** What a status usually has behind it, and what it is further than, in Telerivet's words. */
const ORDER = usualOrder({
  usuallyAfter: { delivered: "sent", not_delivered: "sent", read: "delivered" },
  ranks: { queued: 0, failed_queued: 0, sent: 1, delivered: 2, not_delivered: 2, read: 3 },
});

/** Tells of Telerivet's webhooks as they leave. Give them in their order: a status is late or early by those before it. */
export function createTelerivetWebhookNarrator(): (delivery: Pick<WebhookDelivery, "parameters">) => Step {
  const reported = new Map<string, string[]>();

  return ({ parameters }) => {
    const { event = "", id = "", status = "", error_code, time_clicked } = parameters;
    const name = shortSid(id);
    if (event === "incoming_message") return { ...step, text: `passes on an incoming message: ${name}` };
    if (event !== "send_status") return { ...step, text: `tells of ${event}: ${name}` };
    const before = reported.get(id) ?? [];
    reported.set(id, [...before, status]);
    const oddity = time_clicked === undefined ? oddityOf(status, before, ORDER) : "somebody has clicked";
    const text = `calls back: ${name} ${statusWithError(status, error_code)}`;
    return oddity === "" ? { ...step, text } : { ...step, text: `${text} (${oddity})`, mood: "odd" };
  };
}

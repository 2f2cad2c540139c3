import type { WebhookRequest } from "../stand-in/webhook-request";
import { oddityOf, usualOrder } from "./narrate-callback";
import type { Step } from "./step";
import { shortSid, statusWithError } from "./step";

const step = { from: "Volt", to: "relay" } as const;

const ORDER = usualOrder({
  usuallyAfter: { delivered: "sent" },
  ranks: { sent: 0, delivered: 1, failed: 1 },
});

/** Tells of Volt's webhooks as they leave. Give them in their order: a status is late or early by those before it. */
export function createVoltWebhookNarrator(): (request: WebhookRequest) => Step {
  const reported = new Map<string, string[]>();

  return ({ url, headers, body }) => {
    const { event_type: type, message_app_id, status, error_code } = payloadOf(body);
    const signed = headers["x-respond-flow-signature"] === undefined ? "" : ", signed";
    if (typeof type !== "string") return { ...step, text: "tries the URL before it is registered" };
    const id = String(message_app_id);
    const before = reported.get(id) ?? [];
    reported.set(id, [...before, String(status)]);
    if (type === "message.received") {
      const without = url.includes("token=") ? "" : ", without the token";
      const again = before.length > 0 ? ` (again${without})` : "";
      return { ...step, text: `passes on a message${signed}: ${shortSid(id)}${again}` };
    }
    const oddity = oddityOf(String(status), before, ORDER);
    const text = `calls back${signed}: ${shortSid(id)} ${statusWithError(status, error_code)}`;
    return oddity === "" ? { ...step, text } : { ...step, text: `${text} (${oddity})`, mood: "odd" };
  };
}

function payloadOf(body: string): Readonly<Record<string, unknown>> {
  const { payload } = JSON.parse(body) as { payload?: Readonly<Record<string, unknown>> };
  return payload ?? {};
}

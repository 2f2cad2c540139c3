import type { Attempt } from "../stand-in/deliver-webhook";
import type { WebhookDelivery } from "./courier";

/** What the project's GET …/service_logs tells, where webhooks that failed are to be found. */
export interface ServiceLog {
  /** Unix seconds. */
  time_created: number;
  content: string;
  elapsed_ms: number | null;
  /** Null for the project's own webhooks. */
  service_id: string | null;
  message_id: string | null;
  contact_id: string | null;
}

/** The wording is made up, but for what https://telerivet.com/api/webhook says of 403, 301 and 302. */
export function failureLog(
  { event, parameters, url }: WebhookDelivery,
  attempt: Attempt,
  time: number,
): ServiceLog {
  const isOfMessage = ["incoming_message", "send_status", "message_metadata"].includes(event);
  const contactId = event === "contact_update" ? parameters.id : parameters.contact_id;
  return {
    time_created: time,
    content: `Webhook ${event} to ${url} failed: ${reason(attempt)}`,
    elapsed_ms: null,
    service_id: event === "incoming_message" ? (parameters.service_id ?? null) : null,
    message_id: isOfMessage ? (parameters.id ?? null) : null,
    contact_id: contactId ?? null,
  };
}

function reason(attempt: Attempt): string {
  if (attempt === "ct") return "could not connect";
  if (attempt === "rt") return "timed out, or the connection was broken";
  if (attempt === 403) return "HTTP 403 (check that the secrets are the same)";
  if (attempt === 301 || attempt === 302)
    return `HTTP ${attempt} (redirects are not followed, use the target URL)`;
  return `HTTP ${attempt}, not 200`;
}

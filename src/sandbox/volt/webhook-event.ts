import { countSegments, isGsm7 } from "../stand-in/segments";
import { providerError } from "./error-codes";
import type { VoltMessage } from "./message-store";
import { voltTime, voltTimeOrNull } from "./times";

/** What Volt posts: https://simonsays.atlassian.net/wiki/spaces/VAPI/blog/2022/06/24/6651985 */
export interface WebhookEvent {
  type: "messaging";
  id: string;
  payload: Readonly<Record<string, unknown>>;
  /** Epoch seconds. */
  time: number;
}

export const webhookEvent = (
  id: string,
  payload: Readonly<Record<string, unknown>>,
  at: number,
): WebhookEvent => ({
  type: "messaging",
  id,
  payload,
  // In Volt's samples 44.985 s became 45.
  time: Math.round(at / 1000),
});

/** The event that tells of the message as it is now. */
export function eventTypeOf({ direction, completedAt }: VoltMessage): string {
  if (direction === "inbound") return "message.received";
  return completedAt === null ? "message.sent" : "message.finalized";
}

/** The keys are in Volt's order. */
export function messagePayload(message: VoltMessage, occurredAt: number): Record<string, unknown> {
  const { direction, receivedAt, errorCode } = message;
  return {
    message_app_id: message.id,
    id: message.legacyId,
    to_number: message.toNumber,
    from_number: message.fromNumber,
    valid_until: direction === "inbound" ? null : voltTime(receivedAt + validityMs),
    type: message.media.length > 0 ? "MMS" : "SMS",
    text: message.body,
    sent_at: voltTimeOrNull(message.sentAt),
    received_at: errorCode === null ? voltTime(receivedAt) : null,
    ...(errorCode === null ? {} : failureFields(errorCode)),
    status: message.status,
    parts: countSegments(message.body),
    messaging_profile_id: messagingProfileId,
    media: message.media,
    encoding: isGsm7(message.body) ? "GSM-7" : "UCS-2",
    direction,
    completed_at: voltTimeOrNull(message.completedAt),
    occurred_at: voltTime(occurredAt),
    event_type: eventTypeOf(message),
  };
}

function failureFields(errorCode: string) {
  const said = providerError(errorCode);
  return {
    provider_error_code: said?.code ?? null,
    provider_error_detail: said?.detail ?? null,
    provider_error_title: said?.title ?? null,
    carrier_name: said?.carrier ?? null,
    error_code: errorCode,
  };
}

const validityMs = 3_600_000;

export const messagingProfileId = "a0000000-0000-4000-8000-000000000001";

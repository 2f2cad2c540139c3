import * as z from "zod/mini";
import type { Problem } from "../relay/errors";
import { isJsonObject, type JsonObject } from "../relay/json";
import type { Message, MessageMedia, RelayEvent } from "../relay/message";
import { problemsOf } from "../relay/parse";
import { present } from "../relay/present";
import type { MessageReport } from "../relay/report";
import { voltReport } from "./report";
import { webhook, type Webhook, type WebhookPayload } from "./schema";
import { epochMs, isoTime } from "./times";

/**
 * A message webhook, read: about a message, about something else, or no event at all (the test request at registration,
 * say, whose form is not documented). `name` is the same for the same event sent again, and differs for any other:
 * the ids of the webhooks themselves may repeat.
 */
export type MappedWebhook =
  | { readonly about: "message"; readonly name: string; readonly report: MessageReport }
  | { readonly about: "other"; readonly name: string; readonly event: RelayEvent }
  | { readonly about: "nothing"; readonly problems: readonly Problem[] };

/**
 * Reads the body of a message webhook that is proven. Never throws: event types, statuses and fields that are not known pass
 * through, and an answer other than 2xx would make a registration fail.
 * https://simonsays.atlassian.net/wiki/spaces/VAPI/blog/2022/06/24/6651985
 */
export function mapVoltWebhook(body: unknown): MappedWebhook {
  const result = z.safeParse(webhook, body);
  if (!result.success) return { about: "nothing", problems: problemsOf(result.error) };
  const event = result.data;
  const { payload } = event;
  const messageId = payload.message_app_id || payload.id;
  const id = event.id || messageId;
  if (!id) return { about: "nothing", problems: [{ path: "payload.message_app_id", message: "No id" }] };
  const told = ["volt", messageId || id, payload.event_type, payload.status ?? null];
  const status = statusOf(payload);
  if (status === undefined || !messageId) {
    // What is not known may come about to one message more than once: better heard twice than missed.
    const name = JSON.stringify([...told, event.id ?? null]);
    return { about: "other", name, event: otherEvent(id, event, body) };
  }
  const report = reportOf(messageId, status, event, rawPayload(body));
  return { about: "message", name: JSON.stringify(told), report };
}

/**
 * The status in common words; undefined where the event is none of a message's. What a received message has
 * (`webhook_delivered`) says nothing of a handset, and a finalized one is delivered or failed, for whatever cause.
 */
function statusOf({ event_type, status }: WebhookPayload): string | undefined {
  switch (event_type) {
    case "message.received":
      return "received";
    case "message.sent":
      return "sent";
    case "message.finalized":
      return status?.toLowerCase() === "delivered" ? "delivered" : "failed";
    default:
      return undefined;
  }
}

function reportOf(id: string, status: string, { payload, time }: Webhook, raw: JsonObject): MessageReport {
  const { received_at, sent_at, occurred_at, completed_at, error_code } = payload;
  const direction = directionOf(payload);
  return voltReport({
    id,
    direction,
    status,
    from: payload.from_number,
    to: payload.to_number,
    body: payload.text,
    errorCode: error_code,
    media: mediaOf(payload.media),
    type: payload.type,
    segments: payload.parts,
    createdAt: isoTime(received_at) ?? isoTime(sent_at) ?? isoTime(occurred_at) ?? isoTime(time),
    sentAt: isoTime(direction === "inbound" ? received_at : sent_at),
    finalizedAt: isoTime(completed_at),
    raw,
  });
}

function directionOf({ direction, event_type }: WebhookPayload): Message["direction"] {
  if (direction === "inbound" || direction === "outbound") return direction;
  return event_type === "message.received" ? "inbound" : "outbound";
}

function otherEvent(id: string, { payload, time }: Webhook, data: unknown): RelayEvent {
  return {
    provider: "volt",
    type: payload.event_type,
    id,
    ...present({ occurredAt: epochMs(payload.occurred_at) ?? epochMs(time) }),
    verified: true,
    data,
  };
}

/** As Volt sent it: what the schema could not read is still in it. */
function rawPayload(body: unknown): JsonObject {
  return isJsonObject(body) && isJsonObject(body.payload) ? body.payload : {};
}

/** An element may be a URL, or an object that holds one: https://docs.textvolt.com/v1.0/ has no sample of either. */
export function mediaOf(media: readonly unknown[] | null | undefined): MessageMedia[] {
  return (media ?? []).flatMap((one) => {
    if (typeof one === "string") return one === "" ? [] : [{ url: one }];
    if (!isJsonObject(one) || typeof one.url !== "string") return [];
    const contentType = one.content_type ?? one.contentType;
    return [{ url: one.url, ...(typeof contentType === "string" ? { contentType } : {}) }];
  });
}

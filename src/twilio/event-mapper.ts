import type * as z from "zod/mini";
import { isJsonObject, parseJson } from "../relay/json";
import type { RelayEvent } from "../relay/message";
import { parse } from "../relay/parse";
import { present } from "../relay/present";
import type { MessageReport } from "../relay/report";
import { rfc2822 } from "./dates";
import { errorCode } from "./error-code";
import { callSummary, cloudEvent, inboundMessage, outboundMessage } from "./event-schema";
import { twilioMessage, twilioUpdate } from "./mapper";

/** An event of Event Streams, read: about a message, about something else, or of no concern. */
export type MappedEvent =
  | { readonly about: "message"; readonly report: MessageReport }
  | { readonly about: "other"; readonly event: RelayEvent }
  /** Event Streams checks its sink: there is nothing in it to act on. */
  | { readonly about: "nothing" };

const OUTBOUND = "com.twilio.messaging.message.";
const INBOUND = "com.twilio.messaging.inbound-message.received";
const CALL_SUMMARY = "com.twilio.voice.insights.call-summary.";
const TEST = "com.twilio.eventstreams.test-event";

/** A Function's own log lines come back as events of this type: https://www.twilio.com/docs/events/event-types */
export const ERROR_LOGGED = "com.twilio.error-logs.error.logged";

/**
 * One element of an Event Streams delivery. Event types, statuses and fields that are not known pass through.
 *
 * @param verified whether the body is proven, and not only its sender
 * @throws InvalidInputError where the element is no event, or lacks what its type cannot do without
 */
export function mapEvent(element: unknown, verified: boolean): MappedEvent {
  const envelope = parse(cloudEvent, element, "This is not a CloudEvent");
  // The quickstart's sample, of 2020, holds `data` as text; live events hold an object.
  const data =
    typeof envelope.data === "string" ? (parseJson(envelope.data) ?? envelope.data) : envelope.data;
  const { type } = envelope;
  if (type === TEST) return { about: "nothing" };
  if (type.startsWith(OUTBOUND)) {
    return { about: "message", report: mapOutbound(type.slice(OUTBOUND.length), data) };
  }
  if (type === INBOUND) return { about: "message", report: mapInbound(data) };
  return { about: "other", event: otherEvent(envelope, data, verified) };
}

function mapOutbound(status: string, data: unknown): MessageReport {
  const event = parse(outboundMessage, data, "The data of the message event");
  const code = errorCode(event.errorCode);
  const { messageSid: id, from, to, body } = event;
  return {
    update: twilioUpdate(
      id,
      status,
      present({
        error_code: code,
        account_sid: event.accountSid,
        messaging_service_sid: event.messagingServiceSid,
        from,
        to,
        body,
        num_segments: asText(event.numberOfSegments),
        date_updated: rfc2822(event.dateUpdated ?? event.timestamp),
        api_version: event.apiVersion,
      }),
    ),
    message: {
      ...twilioMessage({ id, direction: "outbound", status, from, to, body, errorCode: code }),
      raw: event,
    },
  };
}

function mapInbound(data: unknown): MessageReport {
  const event = parse(inboundMessage, data, "The data of the inbound message event");
  const { messageSid: id, from, to, body } = event;
  const status = "received";
  return {
    update: twilioUpdate(id, status, {
      direction: "inbound",
      ...present({
        account_sid: event.accountSid,
        messaging_service_sid: event.messagingServiceSid,
        from,
        to,
        body,
        num_media: asText(event.numMedia),
        num_segments: asText(event.numSegments),
        date_created: rfc2822(event.timestamp),
      }),
    }),
    message: { ...twilioMessage({ id, direction: "inbound", status, from, to, body }), raw: event },
  };
}

function otherEvent(envelope: z.output<typeof cloudEvent>, data: unknown, verified: boolean): RelayEvent {
  const isSummary = envelope.type.startsWith(CALL_SUMMARY) && isJsonObject(data);
  const occurredAt = Date.parse(envelope.time ?? "");
  return {
    provider: "twilio",
    type: envelope.type,
    id: envelope.id,
    ...(Number.isNaN(occurredAt) ? {} : { occurredAt }),
    verified,
    data: isSummary ? parse(callSummary, data, "The data of the call summary") : data,
  };
}

/** The Message resource has its counts as text. */
function asText(count: number | string | undefined): string | undefined {
  return count === undefined ? undefined : String(count);
}

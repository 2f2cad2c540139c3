import type { CloudEvent } from "./cloud-event";
import { cloudEvent, eventId } from "./cloud-event";
import type { Message } from "./message-resource";
import { isUnsuccessful, usualErrorCode } from "./message-status";

/** A Message of the stand-in, or as much of one as the event needs. */
export type EventMessage = Pick<Message, "sid" | "account_sid" | "from" | "to"> & Partial<Message>;

export interface EventOptions {
  /** Epoch milliseconds. */
  at: number;
  /** Put over the usual fields of `data`. */
  data?: Record<string, unknown>;
}

export type EventStatus = "queued" | "sent" | "delivered" | "undelivered" | "failed" | "read";

const messageSource = ({ account_sid, sid }: EventMessage) =>
  `/2010-04-01/Accounts/${account_sid}/Messages/${sid}.json`;

/** https://www.twilio.com/docs/events/event-types/messaging/outbound-message */
export function messageStatusEvent(
  message: EventMessage,
  status: EventStatus,
  { at, data }: EventOptions,
): CloudEvent {
  const type = `com.twilio.messaging.message.${status}`;
  const timestamp = new Date(at).toISOString();
  return cloudEvent({
    type,
    source: messageSource(message),
    id: eventId(type, message.sid),
    schema: "Messaging.MessageStatus/7",
    at,
    data: {
      messageSid: message.sid,
      accountSid: message.account_sid,
      timestamp,
      eventName: type,
      apiVersion: "2010-04-01",
      from: message.from,
      to: message.to,
      messageStatus: status.toUpperCase(),
      ...(message.messaging_service_sid ? { messagingServiceSid: message.messaging_service_sid } : {}),
      ...(isUnsuccessful(status) ? { errorCode: message.error_code ?? usualErrorCode(status) } : {}),
      tags: {},
      mcc: "310",
      mnc: "260",
      ...(status === "delivered" ? { rawDlrDoneDate: timestamp.replace(/\D/g, "").slice(2, 12) } : {}),
      numberOfSegments: Number(message.num_segments ?? 1),
      dateUpdated: timestamp.replace("Z", "000000Z"),
      ...data,
    },
  });
}

/** https://www.twilio.com/docs/events/event-types/messaging/inbound-message */
export function inboundMessageEvent(message: EventMessage, { at, data }: EventOptions): CloudEvent {
  const type = "com.twilio.messaging.inbound-message.received";
  return cloudEvent({
    type,
    source: messageSource(message),
    id: eventId(type, message.sid),
    schema: "Messaging.InboundMessageV1/6",
    at,
    data: {
      messageSid: message.sid,
      timestamp: new Date(at).toISOString(),
      accountSid: message.account_sid,
      eventName: type,
      from: message.from,
      to: message.to,
      body: message.body ?? "",
      numMedia: Number(message.num_media ?? 0),
      numSegments: Number(message.num_segments ?? 1),
      toCountry: "US",
      toState: "CA",
      toCity: "",
      toZip: "",
      fromCountry: "US",
      fromState: "CA",
      fromCity: "SAN FRANCISCO",
      fromZip: "94105",
      recipients: [],
      ...data,
    },
  });
}

/** What POST /v1/Sinks/{Sid}/Test sends. Its id is the account's, every time. */
export function testEvent(accountSid: string, testId: string, { at, data }: EventOptions): CloudEvent {
  return cloudEvent({
    type: "com.twilio.eventstreams.test-event",
    source: "Sink",
    id: accountSid,
    schema: "EventStreams.TestSink/1.json",
    at,
    data: { test_id: testId, ...data },
  });
}

/** A Debugger entry: https://www.twilio.com/docs/events/event-types/error-logs/error */
export function errorLogEvent(accountSid: string, sid: string, { at, data }: EventOptions): CloudEvent {
  return cloudEvent({
    type: "com.twilio.error-logs.error.logged",
    source: `/v1/Accounts/${accountSid}/Alerts/${sid}`,
    id: sid,
    schema: "ErrorLogs.Error/2",
    at,
    data: {
      sid,
      account_sid: accountSid,
      date_created: new Date(at).toISOString(),
      level: "ERROR",
      product_name: "Programmable Messaging",
      error_code: "11200",
      payload: JSON.stringify({ resource_sid: "SM00000000000000000000000000000001", error_code: "11200" }),
      ...data,
    },
  });
}

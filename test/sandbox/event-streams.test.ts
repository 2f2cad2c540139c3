import type { EventStatus } from "../../src/sandbox/twilio/event-streams";
import {
  errorLogEvent,
  inboundMessageEvent,
  messageStatusEvent,
  testEvent,
} from "../../src/sandbox/twilio/event-streams";
import type { CallSummaryKind } from "../../src/sandbox/twilio/voice-events";
import {
  callSummaryEvent,
  quickstartCallSummaryEvent,
  voiceInsightsJson,
} from "../../src/sandbox/twilio/voice-events";
import { accountSid, start as at } from "./twilio-fixture";

const message = { sid: "SM1", account_sid: accountSid, from: "+15550100100", to: "+15550100123" };
const call = { callSid: "CA1", accountSid };

test("a status event has the envelope and the field names of the real one", () => {
  const event = messageStatusEvent(message, "delivered", { at });
  expect(event).toEqual({
    specversion: "1.0",
    type: "com.twilio.messaging.message.delivered",
    source: `/2010-04-01/Accounts/${accountSid}/Messages/SM1.json`,
    id: expect.stringMatching(/^EZ[0-9a-f]{32}$/) as string,
    dataschema: "https://events-schemas.twilio.com/Messaging.MessageStatus/7",
    datacontenttype: "application/json",
    time: "2015-07-30T20:12:31.000Z",
    data: {
      messageSid: "SM1",
      accountSid,
      timestamp: "2015-07-30T20:12:31.000Z",
      eventName: "com.twilio.messaging.message.delivered",
      apiVersion: "2010-04-01",
      from: "+15550100100",
      to: "+15550100123",
      messageStatus: "DELIVERED",
      tags: {},
      mcc: "310",
      mnc: "260",
      rawDlrDoneDate: "1507302012",
      numberOfSegments: 1,
      dateUpdated: "2015-07-30T20:12:31.000000000Z",
    },
  });
});

test.each<{ status: EventStatus; errorCode: number | undefined }>([
  { status: "queued", errorCode: undefined },
  { status: "sent", errorCode: undefined },
  { status: "undelivered", errorCode: 30003 },
  { status: "failed", errorCode: 30008 },
  { status: "read", errorCode: undefined },
])("$status is written in capitals, with error code $errorCode", ({ status, errorCode }) => {
  const { type, data } = messageStatusEvent(message, status, { at });
  expect(type).toBe(`com.twilio.messaging.message.${status}`);
  expect(data).toMatchObject({ messageStatus: status.toUpperCase() });
  expect((data as Record<string, unknown>).errorCode).toBe(errorCode);
});

test("a duplicate keeps the event's id, another status has its own", () => {
  const id = (status: EventStatus, moment: number) => messageStatusEvent(message, status, { at: moment }).id;
  expect(id("sent", at)).toBe(id("sent", at + 1));
  expect(id("sent", at)).not.toBe(id("delivered", at));
});

test("fields can be put over the usual ones", () => {
  const { data } = messageStatusEvent(message, "sent", { at, data: { errorCode: "400", later: true } });
  expect(data).toMatchObject({ messageSid: "SM1", errorCode: "400", later: true });
});

test("an inbound event counts in numbers and carries no media URLs", () => {
  const { type, data } = inboundMessageEvent({ ...message, body: "Hi", num_media: "2" }, { at });
  expect(type).toBe("com.twilio.messaging.inbound-message.received");
  expect(data).toMatchObject({ messageSid: "SM1", body: "Hi", numMedia: 2, numSegments: 1, recipients: [] });
  expect(Object.keys(data as object).filter((name) => /url/i.test(name))).toEqual([]);
});

test.each<{ kind: CallSummaryKind; state: string }>([
  { kind: "partial", state: "partial" },
  { kind: "predicted-complete", state: "partial" },
  { kind: "complete", state: "complete" },
])("a $kind call summary comes as an object, and as text in the quickstart", ({ kind, state }) => {
  const event = callSummaryEvent(call, kind, { at });
  expect(event).toMatchObject({
    type: `com.twilio.voice.insights.call-summary.${kind}`,
    source: "/v1/Voice/CA1/Summary",
    data: { call_sid: "CA1", account_sid: accountSid, processing_state: state },
  });
  const older = quickstartCallSummaryEvent(call, kind, { at });
  expect(older.dataschema).toMatch(/CallSummary\/1$/);
  expect(JSON.parse(String(older.data))).toMatchObject({ call_sid: "CA1", processing_state: state });
});

test("Voice Insights' floats do not survive being written again", () => {
  const text = voiceInsightsJson([callSummaryEvent(call, "complete", { at })]);
  expect(text).toContain('"location":{"lat":0.0,"lon":-0.0}');
  expect(JSON.stringify(JSON.parse(text))).not.toBe(text);
});

test("the test event has the account's id, every time", () => {
  expect(testEvent(accountSid, "7ec9", { at })).toMatchObject({
    type: "com.twilio.eventstreams.test-event",
    source: "Sink",
    id: accountSid,
    data: { test_id: "7ec9" },
  });
});

test("an error log event has a text for a code and JSON text for a payload", () => {
  const { id, data } = errorLogEvent(accountSid, "NO1", { at });
  expect(id).toBe("NO1");
  expect(data).toMatchObject({ sid: "NO1", account_sid: accountSid, level: "ERROR", error_code: "11200" });
  expect(JSON.parse((data as { payload: string }).payload)).toMatchObject({ error_code: "11200" });
});

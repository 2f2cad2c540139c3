import { InvalidInputError } from "../../src/relay/errors";
import { mapEvent } from "../../src/twilio/event-mapper";

const SID = "SM00000000000000000000000000000001";
const ACCOUNT = "AC00000000000000000000000000000000";

const envelope = (type: string, data: unknown) => ({
  specversion: "1.0",
  type,
  source: `/2010-04-01/Accounts/${ACCOUNT}/Messages/${SID}.json`,
  id: "EZ00000000000000000000000000000000",
  dataschema: "https://events-schemas.twilio.com/Messaging.MessageStatus/7",
  datacontenttype: "application/json",
  time: "2026-01-01T12:00:00.000Z",
  data,
});

describe("an outbound message event", () => {
  // https://www.twilio.com/docs/events/event-types/messaging/outbound-message
  const version3 = {
    messageSid: SID,
    accountSid: ACCOUNT,
    timestamp: "2026-01-01T12:00:00.000Z",
    eventName: "com.twilio.messaging.message.delivered",
    apiVersion: "2010-04-01",
    from: "+15550001111",
    to: "+15550002222",
    messageStatus: "DELIVERED",
  };
  const payload = {
    sid: SID,
    status: "delivered",
    account_sid: ACCOUNT,
    from: "+15550001111",
    to: "+15550002222",
    date_updated: "Thu, 01 Jan 2026 12:00:00 +0000",
    api_version: "2010-04-01",
  };
  const type = "com.twilio.messaging.message.delivered";

  it.each([
    ["version 3", type, version3, payload],
    [
      "version 3 with everything",
      type,
      {
        ...version3,
        messagingServiceSid: "MG00000000000000000000000000000000",
        body: "Hello",
        statusCallBackUrl: "https://example.com",
      },
      { ...payload, messaging_service_sid: "MG00000000000000000000000000000000", body: "Hello" },
    ],
    ["version 4 with tags", type, { ...version3, tags: {} }, payload],
    [
      "version 5 with carrier codes",
      type,
      { ...version3, mnc: "260", mcc: "310", rawDlrDoneDate: "2601011200" },
      payload,
    ],
    [
      "version 6 with nanoseconds",
      type,
      { ...version3, numberOfSegments: 2, dateUpdated: "2026-01-01T12:00:07.123456789Z" },
      { ...payload, num_segments: "2", date_updated: "Thu, 01 Jan 2026 12:00:07 +0000" },
    ],
    ["version 8 with what nobody knows yet", type, { ...version3, brandNew: { a: 1 } }, payload],
    [
      "a failure whose code is an integer",
      "com.twilio.messaging.message.undelivered",
      { ...version3, messageStatus: "UNDELIVERED", errorCode: 30003 },
      { ...payload, status: "undelivered", error_code: 30003 },
    ],
    [
      "a failure whose code is text",
      "com.twilio.messaging.message.failed",
      { ...version3, messageStatus: "FAILED", errorCode: "30008" },
      { ...payload, status: "failed", error_code: 30008 },
    ],
    [
      "a status that disagrees with the type, which is right",
      "com.twilio.messaging.message.read",
      { ...version3, messageStatus: "QUEUED" },
      { ...payload, status: "read" },
    ],
    [
      "a status nobody has heard of",
      "com.twilio.messaging.message.teleported",
      version3,
      { ...payload, status: "teleported" },
    ],
    ["data as text", type, JSON.stringify(version3), payload],
    ["no more than the sid", type, { messageSid: SID }, { sid: SID, status: "delivered" }],
    ["times that are none", type, { messageSid: SID, timestamp: "soon" }, { sid: SID, status: "delivered" }],
  ])("of %s", (_case, eventType, data, expected) => {
    const mapped = mapEvent(envelope(eventType, data), true);
    expect(mapped).toMatchObject({
      about: "message",
      report: { message: { direction: "outbound", id: SID } },
    });
    expect(mapped.about === "message" && mapped.report.update.payload).toEqual(expected);
  });
});

describe("an inbound message event", () => {
  // https://www.twilio.com/docs/events/event-types/messaging/inbound-message
  it.each([
    [
      "version 1",
      {
        messageSid: SID,
        timestamp: "2026-01-01T12:00:00.000Z",
        accountSid: ACCOUNT,
        from: "+15550001111",
        to: "+15550002222",
        body: "Hi",
        numMedia: 0,
        numSegments: 1,
      },
      {
        sid: SID,
        status: "received",
        direction: "inbound",
        account_sid: ACCOUNT,
        from: "+15550001111",
        to: "+15550002222",
        body: "Hi",
        num_media: "0",
        num_segments: "1",
        date_created: "Thu, 01 Jan 2026 12:00:00 +0000",
      },
    ],
    [
      "version 6 without an account, from a business-scoped id",
      {
        messageSid: SID,
        timestamp: "2026-01-01T12:00:00Z",
        from: "whatsapp:US.ABC123XYZ",
        recipients: [],
        optOutType: "STOP",
        toCountry: "US",
      },
      {
        sid: SID,
        status: "received",
        direction: "inbound",
        from: "whatsapp:US.ABC123XYZ",
        date_created: "Thu, 01 Jan 2026 12:00:00 +0000",
      },
    ],
  ])("of %s", (_case, data, expected) => {
    const mapped = mapEvent(envelope("com.twilio.messaging.inbound-message.received", data), true);
    expect(mapped.about === "message" && mapped.report.update.payload).toEqual(expected);
    expect(mapped.about === "message" && mapped.report.message.direction).toBe("inbound");
  });
});

describe("any other event", () => {
  // https://www.twilio.com/docs/events/event-types/voice-insights/call-summary
  const summary = {
    call_sid: "CA00000000000000000000000000000000",
    account_sid: ACCOUNT,
    parent_call_sid: "",
    start_time: "2026-01-01T12:00:00Z",
    duration: 0,
    connect_duration: 0,
    call_type: "client",
    call_state: "canceled",
    from: { caller: "+15550001111", location: { lat: 0.5, lon: -0.5 }, sdk: null },
    to: { callee: "client:A", location: null },
    processing_state: "partial",
    sip_edge: null,
    tags: [],
    attributes: null,
    properties: { q850_cause: 0, direction: "outbound_api", settings: null },
    trust: { verified_caller: null },
    brand_new: 1,
  };

  it.each(["partial", "predicted-complete", "complete"])(
    "a call summary (%s) is read and handed on whole",
    (stage) => {
      const type = `com.twilio.voice.insights.call-summary.${stage}`;
      for (const data of [summary, JSON.stringify(summary)]) {
        const mapped = mapEvent(envelope(type, data), true);
        expect(JSON.parse(JSON.stringify(mapped))).toEqual({
          about: "other",
          event: {
            provider: "twilio",
            type,
            id: "EZ00000000000000000000000000000000",
            occurredAt: Date.UTC(2026, 0, 1, 12),
            verified: true,
            data: summary,
          },
        });
      }
    },
  );

  it.each([
    ["an unknown type", "com.twilio.brand.new", { a: [1, null] }],
    ["a logged error", "com.twilio.error-logs.error.logged", { error_code: "11200", payload: "{}" }],
    ["text that is not JSON", "com.twilio.brand.new", "plain"],
    ["no data", "com.twilio.brand.new", undefined],
    ["null for data", "com.twilio.brand.new", null],
    ["a call event", "com.twilio.voice.insights.call-event.gateway", { name: "x" }],
  ])("with %s passes through", (_case, type, data) => {
    const mapped = mapEvent(envelope(type, data), false);
    expect(mapped).toMatchObject({ about: "other", event: { type, verified: false } });
    expect(mapped.about === "other" && mapped.event.data).toEqual(data);
  });

  it("is of no concern when Twilio only tests its sink", () => {
    expect(mapEvent(envelope("com.twilio.eventstreams.test-event", { test_id: "1" }), true)).toEqual({
      about: "nothing",
    });
  });

  it.each([
    ["nothing", null],
    ["text", "event"],
    ["a list", []],
    ["no type", { specversion: "1.0", id: "1" }],
    ["no id", { specversion: "1.0", type: "t" }],
    ["no version", { type: "t", id: "1" }],
    ["a message without a sid", envelope("com.twilio.messaging.message.sent", { from: "+1" })],
    ["a message without data", envelope("com.twilio.messaging.message.sent", undefined)],
    ["an inbound message without a sid", envelope("com.twilio.messaging.inbound-message.received", {})],
    ["a call summary without a call", envelope("com.twilio.voice.insights.call-summary.complete", {})],
  ])("made of %s is none", (_case, element) => {
    expect(() => mapEvent(element, true)).toThrow(InvalidInputError);
  });
});

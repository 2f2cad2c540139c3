import fc from "fast-check";
import { InvalidInputError } from "../../src/relay/errors";
import { mapIncomingMessage, mapMessageResource, mapStatusCallback } from "../../src/twilio/mapper";

const SID = "SM00000000000000000000000000000001";
const ACCOUNT = "AC00000000000000000000000000000000";
const SERVICE = "MG00000000000000000000000000000000";

const always = {
  MessageSid: SID,
  SmsSid: SID,
  MessageStatus: "sent",
  SmsStatus: "sent",
  AccountSid: ACCOUNT,
  From: "+15550001111",
  To: "+15550002222",
  ApiVersion: "2010-04-01",
};
const mapped = {
  sid: SID,
  status: "sent",
  account_sid: ACCOUNT,
  from: "+15550001111",
  to: "+15550002222",
  api_version: "2010-04-01",
};

describe("a status callback", () => {
  // https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks
  it.each([
    ["with what Twilio always sends", always, mapped],
    [
      "of a Messaging Service",
      { ...always, MessagingServiceSid: SERVICE },
      { ...mapped, messaging_service_sid: SERVICE },
    ],
    [
      "of a failure, its code as an integer",
      { ...always, MessageStatus: "undelivered", ErrorCode: "30003" },
      { ...mapped, status: "undelivered", error_code: 30003 },
    ],
    [
      "of a failure with a message",
      { ...always, MessageStatus: "failed", ErrorCode: "30008", ErrorMessage: "Unknown error" },
      { ...mapped, status: "failed", error_code: 30008, error_message: "Unknown error" },
    ],
    ["with a code that is not all digits", { ...always, ErrorCode: "E-7" }, { ...mapped, error_code: "E-7" }],
    [
      "with empty parameters, which are none",
      { ...always, ErrorCode: "", MessagingServiceSid: "", ErrorMessage: "" },
      mapped,
    ],
    ["with a date that no field of the Message has", { ...always, RawDlrDoneDate: "2601011200" }, mapped],
    [
      "of a channel",
      {
        ...always,
        From: "whatsapp:+15550001111",
        To: "whatsapp:+15550002222",
        MessageStatus: "read",
        EventType: "READ",
        ChannelPrefix: "whatsapp",
        ChannelInstallSid: "XE00000000000000000000000000000000",
        ChannelStatusMessage: "…",
      },
      { ...mapped, from: "whatsapp:+15550001111", to: "whatsapp:+15550002222", status: "read" },
    ],
    ["with a parameter that Twilio invents tomorrow", { ...always, Tomorrow: "x" }, mapped],
    [
      "with a status that nobody has heard of",
      { ...always, MessageStatus: "teleported" },
      { ...mapped, status: "teleported" },
    ],
    ["without SmsSid", { ...always, SmsSid: undefined }, mapped],
    ["without MessageStatus", { ...always, MessageStatus: undefined }, mapped],
    [
      "with a repeated key, which is no text",
      { ...always, From: ["+1", "+2"] },
      { ...mapped, from: undefined },
    ],
  ])("%s", (_case, parameters, payload) => {
    const { update } = mapStatusCallback(parameters);
    expect(JSON.parse(JSON.stringify(update))).toEqual({
      endpoint: "/data/messages/twilio",
      key: { provider: "twilio", id: SID },
      status: payload.status,
      payload: JSON.parse(JSON.stringify(payload)) as unknown,
    });
    expect(Object.values(update.payload)).not.toContain(null);
  });

  it("tells hooks who and what in words that are the same for every provider", () => {
    const parameters = { ...always, MessageStatus: "undelivered", ErrorCode: "30003" };
    expect(mapStatusCallback(parameters).message).toEqual({
      provider: "twilio",
      id: SID,
      direction: "outbound",
      status: "undelivered",
      from: "+15550001111",
      to: "+15550002222",
      errorCode: "30003",
      raw: parameters,
    });
  });

  it.each([
    ["no message", { MessageStatus: "sent" }, ["sid"]],
    ["no status", { SmsSid: SID }, ["status"]],
    ["neither", { CallSid: "CA0" }, ["sid", "status"]],
    ["empty ones", { SmsSid: "", MessageStatus: "" }, ["sid", "status"]],
    ["repeated ones", { SmsSid: [SID, SID], MessageStatus: ["sent", "read"] }, ["sid", "status"]],
  ])("that names %s is refused, with every problem at once", (_case, parameters, paths) => {
    const attempt = () => mapStatusCallback(parameters);
    expect(attempt).toThrow(InvalidInputError);
    try {
      attempt();
    } catch (error) {
      expect((error as InvalidInputError).problems.map(({ path }) => path)).toEqual(paths);
    }
  });

  it("passes any status and any further parameter", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.dictionary(fc.string(), fc.string()), (status, more) => {
        const { update } = mapStatusCallback({ ...more, SmsSid: SID, MessageStatus: status });
        expect([update.payload.sid, update.payload.status]).toEqual([SID, status]);
      }),
    );
  });
});

describe("an incoming message", () => {
  // https://www.twilio.com/docs/messaging/guides/webhook-request
  const incoming = {
    ...always,
    MessageStatus: undefined,
    SmsMessageSid: SID,
    SmsStatus: "received",
    Body: "Hello",
    NumMedia: "0",
    NumSegments: "1",
    FromCity: "SPRINGFIELD",
    FromCountry: "US",
  };
  const payload = {
    ...mapped,
    status: "received",
    direction: "inbound",
    body: "Hello",
    num_media: "0",
    num_segments: "1",
  };

  it.each([
    ["SMS", incoming, payload],
    ["an empty body", { ...incoming, Body: "" }, { ...payload, body: "" }],
    [
      "a Messaging Service",
      { ...incoming, MessagingServiceSid: SERVICE },
      { ...payload, messaging_service_sid: SERVICE },
    ],
    [
      "WhatsApp",
      {
        ...incoming,
        From: "whatsapp:+15550001111",
        ProfileName: "A",
        WaId: "15550001111",
        ButtonText: "Yes",
      },
      { ...payload, from: "whatsapp:+15550001111" },
    ],
    ["no status", { ...incoming, SmsStatus: undefined }, payload],
    ["only SmsMessageSid", { ...incoming, MessageSid: undefined, SmsSid: undefined }, payload],
  ])("by %s", (_case, parameters, expected) => {
    expect(mapIncomingMessage(parameters).update.payload).toEqual(expected);
  });

  it("brings its media to hooks", () => {
    const { message } = mapIncomingMessage({
      ...incoming,
      NumMedia: "2",
      MediaUrl0: "https://api.twilio.com/0",
      MediaContentType0: "image/png",
      MediaUrl1: "https://api.twilio.com/1",
    });
    expect(message).toMatchObject({
      direction: "inbound",
      status: "received",
      body: "Hello",
      media: [
        { url: "https://api.twilio.com/0", contentType: "image/png" },
        { url: "https://api.twilio.com/1" },
      ],
    });
  });

  it("without an id is refused", () => {
    expect(() => mapIncomingMessage({ Body: "Hello" })).toThrow(InvalidInputError);
  });
});

describe("a Message resource", () => {
  const resource = {
    body: "Hello",
    num_segments: "1",
    direction: "outbound-api",
    from: null,
    to: "+15550002222",
    date_updated: "Thu, 30 Jul 2015 20:12:33 +0000",
    error_code: null,
    status: "accepted",
    sid: SID,
    tags: { campaign: "spring" },
  };

  it("goes to Insights as it is, nulls and unknown fields included", () => {
    const { update, message } = mapMessageResource(resource);
    expect(update.payload).toBe(resource);
    expect(message).toEqual({
      provider: "twilio",
      id: SID,
      direction: "outbound",
      status: "accepted",
      to: "+15550002222",
      body: "Hello",
      raw: resource,
    });
  });

  it.each([
    ["inbound", "inbound"],
    ["outbound-reply", "outbound"],
    ["outbound-call", "outbound"],
  ])("with direction %s is %s", (direction, expected) => {
    expect(mapMessageResource({ ...resource, direction }).message.direction).toBe(expected);
  });

  it("without sid or status is none", () => {
    expect(() => mapMessageResource({ body: "Hello" })).toThrow(InvalidInputError);
  });
});

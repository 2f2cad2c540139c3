import fc from "fast-check";
import { mapVoltWebhook, type MappedWebhook } from "../../src/volt/mapper";
import { DELIVERED, FAILED, RECEIVED, SENT } from "./payloads";

type Kind<About> = Extract<MappedWebhook, { about: About }>;

function asMessage(body: unknown): Kind<"message">["report"] {
  const mapped = mapVoltWebhook(body);
  expect(mapped.about).toBe("message");
  return (mapped as Kind<"message">).report;
}

const change = (event: { payload: object }, payload: object, envelope: object = {}) => ({
  ...event,
  ...envelope,
  payload: { ...event.payload, ...payload },
});

const outbound = {
  id: "40318006-1cae-4997-acbc-fe9a4aadb7dd",
  provider: "volt",
  direction: "outbound",
  message_created_at: "2022-04-07T22:19:44.718Z",
  message_sent_at: "2022-04-07T22:19:44.985Z",
  from_number: "+15555550145",
  to_number: "+15555550123",
  body: "Sending a message to myself to demonstrate using the GraphQL API",
  message_type: "SMS",
  segment_count: 1,
};

describe("a message webhook, for Insights", () => {
  it.each<[string, { payload: object }, object]>([
    [
      "received",
      RECEIVED,
      {
        id: "c7fdc0ba-f3df-4e30-a7fc-397940a6f675",
        provider: "volt",
        status: "received",
        direction: "inbound",
        message_created_at: "2022-04-07T22:21:04.259Z",
        message_sent_at: "2022-04-07T22:21:04.259Z",
        from_number: "+15555550145",
        to_number: "+15555550123",
        body: "Replying to message from handset",
        message_type: "SMS",
        segment_count: 1,
      },
    ],
    ["sent", SENT, { ...outbound, status: "sent" }],
    [
      "delivered",
      DELIVERED,
      { ...outbound, status: "delivered", message_finalized_at: "2022-04-07T22:19:46.119Z" },
    ],
    [
      "failed",
      FAILED,
      {
        ...outbound,
        status: "failed",
        error_code: "702",
        message_created_at: "2022-04-07T22:19:44.985Z",
        message_finalized_at: "2022-04-07T22:19:46.119Z",
      },
    ],
    [
      "created when it occurred, if nothing else is known",
      change(FAILED, { sent_at: null }),
      {
        ...outbound,
        status: "failed",
        error_code: "702",
        message_created_at: "2022-04-07T22:19:46.119Z",
        message_sent_at: undefined,
        message_finalized_at: "2022-04-07T22:19:46.119Z",
      },
    ],
    [
      "created at the envelope's time, in seconds, if not even that is",
      change(FAILED, { sent_at: null, occurred_at: null, completed_at: null }),
      {
        ...outbound,
        status: "failed",
        error_code: "702",
        message_created_at: "2022-04-07T22:19:46.000Z",
        message_sent_at: undefined,
      },
    ],
    [
      "sent, which is not final whatever else it says",
      change(SENT, { completed_at: "2022-04-07T22:19:46.119+00:00" }),
      { ...outbound, status: "sent" },
    ],
    [
      "with times as epoch seconds and milliseconds",
      change(DELIVERED, { received_at: 1649369984, sent_at: 1649369984985, completed_at: 1649369986.119 }),
      {
        ...outbound,
        status: "delivered",
        message_created_at: "2022-04-07T22:19:44.000Z",
        message_finalized_at: "2022-04-07T22:19:46.119Z",
      },
    ],
    [
      "with times of other zones, and of none, which is UTC",
      change(SENT, { received_at: "2022-04-07T17:19:44.718-05:00", sent_at: "2022-04-07T22:19:44.985" }),
      { ...outbound, status: "sent" },
    ],
    [
      "with fields of other types, which count as missing",
      change(SENT, { text: 1, parts: "one", received_at: "yesterday", from_number: ["+1"], type: null }),
      {
        ...outbound,
        status: "sent",
        body: undefined,
        segment_count: undefined,
        from_number: undefined,
        message_type: undefined,
        message_created_at: "2022-04-07T22:19:44.985Z",
      },
    ],
    [
      "with a code that is a number",
      change(FAILED, { error_code: 802, completed_at: null, received_at: SENT.payload.received_at }),
      { ...outbound, status: "failed", error_code: "802" },
    ],
    [
      "without the app's id, under the other",
      change(SENT, { message_app_id: null }),
      { ...outbound, status: "sent", id: "rf_o6aDxhawR227gt5wgZ2I" },
    ],
    [
      "with a field that Volt invents tomorrow",
      change(SENT, { tomorrow: 1 }, { tomorrow: 2 }),
      { ...outbound, status: "sent" },
    ],
  ])("%s", (_case, body, payload) => {
    const { update } = asMessage(body);
    const expected = JSON.parse(JSON.stringify(payload)) as { id: string; status: string };
    expect(update).toEqual({
      endpoint: "/data/messages",
      key: { provider: "volt", id: expected.id },
      status: expected.status,
      payload: expected,
    });
  });
});

describe("a message webhook, for hooks", () => {
  it.each([
    [
      "received",
      RECEIVED,
      {
        provider: "volt",
        id: "c7fdc0ba-f3df-4e30-a7fc-397940a6f675",
        direction: "inbound",
        status: "received",
        from: "+15555550145",
        to: "+15555550123",
        body: "Replying to message from handset",
        raw: RECEIVED.payload,
      },
    ],
    [
      "failed",
      FAILED,
      {
        provider: "volt",
        id: "40318006-1cae-4997-acbc-fe9a4aadb7dd",
        direction: "outbound",
        status: "failed",
        from: "+15555550145",
        to: "+15555550123",
        body: "Sending a message to myself to demonstrate using the GraphQL API",
        errorCode: "702",
        raw: FAILED.payload,
      },
    ],
  ])("%s", (_case, body, message) => {
    expect(asMessage(body).message).toEqual(message);
  });

  it.each([
    ["message.received", "anything", "received"],
    ["message.sent", "sent", "sent"],
    ["message.sent", "queued", "sent"],
    ["message.finalized", "delivered", "delivered"],
    ["message.finalized", "Delivered", "delivered"],
    ["message.finalized", "failed", "failed"],
    ["message.finalized", "expired", "failed"],
    ["message.finalized", null, "failed"],
  ])("%s with status %s is %s, and the word is kept", (event_type, status, expected) => {
    const { message } = asMessage(change(SENT, { event_type, status }));
    expect(message.status).toBe(expected);
    expect(message.raw.status).toBe(status);
  });

  it.each([
    ["inbound", "message.sent", "inbound"],
    ["outbound", "message.received", "outbound"],
    ["sideways", "message.received", "inbound"],
    [undefined, "message.received", "inbound"],
    [undefined, "message.finalized", "outbound"],
  ])("with direction %s, %s is %s", (direction, event_type, expected) => {
    expect(asMessage(change(SENT, { direction, event_type })).message.direction).toBe(expected);
  });

  it("has its media, whatever form they come in", () => {
    const media = [
      "https://x.example/1.png",
      { url: "https://x.example/2.gif", content_type: "image/gif" },
      { url: "https://x.example/3" },
      { id: 4 },
      5,
      "",
    ];
    expect(asMessage(change(RECEIVED, { media, type: "MMS" })).message.media).toEqual([
      { url: "https://x.example/1.png" },
      { url: "https://x.example/2.gif", contentType: "image/gif" },
      { url: "https://x.example/3" },
    ]);
  });
});

describe("an event that is not about a message", () => {
  it("is handed on as it is", () => {
    const body = change(SENT, { event_type: "message.clicked" });
    expect(mapVoltWebhook(body)).toMatchObject({
      about: "other",
      event: {
        provider: "volt",
        type: "message.clicked",
        id: SENT.id,
        occurredAt: Date.UTC(2022, 3, 7, 22, 19, 44, 985),
        verified: true,
        data: body,
      },
    });
  });

  it("is also one of a message that has no id", () => {
    const body = change(RECEIVED, { message_app_id: "" });
    expect(mapVoltWebhook(body)).toMatchObject({
      about: "other",
      event: { id: RECEIVED.id, type: "message.received" },
    });
  });

  it("needs no envelope", () => {
    const body = { payload: { event_type: "account.changed", id: "rf_1" } };
    expect(mapVoltWebhook(body)).toEqual({
      about: "other",
      name: '["volt","rf_1","account.changed",null,null]',
      event: { provider: "volt", type: "account.changed", id: "rf_1", verified: true, data: body },
    });
  });
});

describe("what is no event", () => {
  it.each([
    ["an empty body", {}],
    ["nothing", undefined],
    ["a test of unknown form", { test: true, message: "Webhook registration" }],
    ["a payload that is none", { payload: "ping" }],
    ["no type", { id: "rfw_1", payload: { message_app_id: "1" } }],
    ["an empty type", change(SENT, { event_type: "" })],
    ["no id at all", { payload: { event_type: "message.sent" } }],
    ["ids that are none", { id: 1, payload: { event_type: "message.sent", id: {}, message_app_id: "" } }],
    ["a list", [SENT]],
  ])("is known as such, and why: %s", (_case, body) => {
    const mapped = mapVoltWebhook(body) as Kind<"nothing">;
    expect(mapped.about).toBe("nothing");
    expect(mapped.problems.length).toBeGreaterThan(0);
  });

  it("never throws, whatever comes", () => {
    const wild = fc.dictionary(fc.constantFrom(...Object.keys(SENT.payload)), fc.jsonValue());
    const event = fc.record({
      payload: wild,
      id: fc.jsonValue(),
      time: fc.oneof(fc.jsonValue(), fc.double()),
    });
    const typed = event.map((body) => change(body, { event_type: "message.finalized", message_app_id: "1" }));
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), event, typed), (body) => {
        expect(["message", "other", "nothing"]).toContain(mapVoltWebhook(body).about);
      }),
      { examples: [[change(SENT, { received_at: 1e300, occurred_at: -1e300 })]] },
    );
  });
});

describe("an event's name", () => {
  const nameOf = (body: unknown) => (mapVoltWebhook(body) as Kind<"message">).name;

  it("is the same when it is sent again, in whatever envelope", () => {
    expect(nameOf({ ...DELIVERED, id: "rfw_other", time: 1 })).toBe(nameOf(DELIVERED));
  });

  it("differs for every event of a message, though envelopes share their ids", () => {
    expect(DELIVERED.id).toBe(FAILED.id);
    const names = [RECEIVED, SENT, DELIVERED, FAILED, change(SENT, { message_app_id: "1" })].map(nameOf);
    expect(new Set(names).size).toBe(5);
    expect(names[0]).toBe(
      '["volt","c7fdc0ba-f3df-4e30-a7fc-397940a6f675","message.received","webhook_delivered"]',
    );
  });
});

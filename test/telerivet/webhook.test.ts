import fc from "fast-check";
import { InvalidInputError } from "../../src/relay/errors";
import type { RelayEvent } from "../../src/relay/message";
import type { MessageNotice } from "../../src/relay/report";
import { parseBracketForm } from "../../src/telerivet/form";
import type { TelerivetOptions } from "../../src/telerivet/insights-update";
import { readTelerivetMessage } from "../../src/telerivet/mapper";
import { mapTelerivetWebhook } from "../../src/telerivet/webhook";

/** The webhook with this form as its body. */
function webhook(form: string | Record<string, string>, options: TelerivetOptions = {}) {
  return mapTelerivetWebhook(parseBracketForm(Object.fromEntries(new URLSearchParams(form))), options);
}

function reportOf(form: string | Record<string, string>, options?: TelerivetOptions): MessageNotice {
  const mapped = webhook(form, options);
  if (mapped.about !== "message") throw new Error("This is not about a message.");
  return mapped.report;
}

function eventOf(form: string | Record<string, string>): RelayEvent {
  const mapped = webhook(form);
  if (mapped.about !== "other") throw new Error("This is about a message.");
  return mapped.event;
}

const payloadOf = (form: string | Record<string, string>, options?: TelerivetOptions) =>
  reportOf(form, options).update?.payload;

const INCOMING =
  "event=incoming_message&id=SM1000000000000001&message_type=sms&direction=incoming&status=processing&source=phone&content=Hola+%26+adi%C3%B3s&from_number=5550123&from_number_e164=%2B15555550123" +
  "&to_number=%2B15555550199&time_created=1700000000&time_updated=1700000000&contact_id=CT35ee313ad7c142ac&phone_id=PNc1c60e321bda897b&service_id=SV13ccdd0b4dbeacf5&message_service_id=SV13ccdd0b4dbeacf5" +
  "&project_id=PJ5a6ae98f91cf5d0d&starred=0&simulated=0&contact%5Bid%5D=CT35ee313ad7c142ac&contact%5Bname%5D=Jos%C3%A9&contact%5Bvars%5D%5Blang%5D=es&phone%5Bphone_type%5D=android&phone%5Bcountry%5D=US" +
  "&media%5B0%5D%5Burl%5D=https%3A%2F%2Fmedia.example.com%2Fa.jpg&media%5B0%5D%5Btype%5D=image%2Fjpeg";

const STATUS =
  "event=send_status&id=SMd9ff936d94df1f72&status=not_delivered&message_type=sms&direction=outgoing&source=api&from_number=%2B15555550199&to_number=%2B15555550123&content=Hi+there&time_created=1700000000" +
  "&time_sent=1700000005&time_updated=1700000009&error_message=Example+delivery+failure+message.&project_id=PJ5a6ae98f91cf5d0d&contact_id=CT35ee313ad7c142ac&phone_id=PNc1c60e321bda897b";

const least = { event: "send_status", id: "SM1", status: "sent" };

describe("an incoming message", () => {
  it("goes to Insights and to hooks", () => {
    const { update, message } = reportOf(INCOMING);
    expect(update).toEqual({
      endpoint: "/data/messages",
      key: { provider: "telerivet", id: "SM1000000000000001" },
      status: "received",
      asOf: 1_700_000_000_000,
      payload: {
        id: "SM1000000000000001",
        provider: "telerivet",
        message_created_at: "2023-11-14T22:13:20Z",
        message_sent_at: "2023-11-14T22:13:20Z",
        message_finalized_at: "2023-11-14T22:13:20Z",
        from_number: "+15555550123",
        to_number: "+15555550199",
        body: "Hola & adiós",
        status: "received",
        direction: "inbound",
        message_type: "SMS",
      },
    });
    expect(message).toMatchObject({
      provider: "telerivet",
      id: "SM1000000000000001",
      direction: "inbound",
      status: "processing",
      from: "+15555550123",
      to: "+15555550199",
      body: "Hola & adiós",
      media: [{ url: "https://media.example.com/a.jpg", contentType: "image/jpeg" }],
      raw: { contact: { vars: { lang: "es" } }, starred: "0", time_created: "1700000000" },
    });
  });

  it("needs no more than an id", () => {
    const { update, message } = reportOf("event=incoming_message&id=SM1");
    expect(update?.payload).toEqual({
      ...{ id: "SM1", provider: "telerivet", status: "received", direction: "inbound" },
    });
    expect(message).toEqual({
      ...{ provider: "telerivet", id: "SM1", direction: "inbound", status: "received" },
      raw: { event: "incoming_message", id: "SM1" },
    });
  });

  it("keeps the sender as the network gave it where nobody could normalise it", () => {
    expect(payloadOf("event=incoming_message&id=SM1&from_number=12345")).toMatchObject({
      from_number: "12345",
    });
  });

  it("is dated by when Telerivet received it, not by the network", () => {
    const form = "event=incoming_message&id=SM1&time_created=1700000000&time_sent=1699990000";
    expect(payloadOf(form)).toMatchObject({ message_sent_at: "2023-11-14T22:13:20Z" });
  });
});

describe("a status", () => {
  it("goes to Insights and to hooks", () => {
    const { update, message } = reportOf(STATUS);
    expect(update).toEqual({
      endpoint: "/data/messages",
      key: { provider: "telerivet", id: "SMd9ff936d94df1f72" },
      status: "undelivered",
      asOf: 1_700_000_009_000,
      payload: {
        id: "SMd9ff936d94df1f72",
        provider: "telerivet",
        message_created_at: "2023-11-14T22:13:20Z",
        message_sent_at: "2023-11-14T22:13:25Z",
        message_finalized_at: "2023-11-14T22:13:29Z",
        from_number: "+15555550199",
        to_number: "+15555550123",
        body: "Hi there",
        status: "undelivered",
        direction: "outbound",
        message_type: "SMS",
      },
    });
    expect(message).toMatchObject({
      ...{ direction: "outbound", status: "not_delivered", from: "+15555550199", to: "+15555550123" },
    });
  });

  it.each([
    ["processing", "received", true],
    ["received", "received", true],
    ["ignored", "received", true],
    ["queued", "queued", false],
    ["failed_queued", "queued", false],
    ["sent", "sent", false],
    ["delivered", "delivered", true],
    ["read", "read", false],
    ["not_delivered", "undelivered", true],
    ["failed", "failed", true],
    ["cancelled", "canceled", true],
    ["unknown", "unknown", false],
    ["retrying", "retrying", false],
    ["Something New", "Something New", false],
    ["constructor", "constructor", false],
  ])("%s is %s for Insights, final: %s", (status, word, final) => {
    const { update, message } = reportOf({ ...least, status, time_updated: "1700000009" });
    expect(update?.status).toBe(word.toLowerCase());
    expect(update?.payload.status).toBe(word);
    expect(update?.payload.message_finalized_at).toBe(final ? "2023-11-14T22:13:29Z" : undefined);
    expect(message.status).toBe(status.toLowerCase());
  });

  it.each([
    ["an SMS", { message_type: "sms" }, { message_type: "SMS" }],
    ["an MMS", { message_type: "mms" }, { message_type: "MMS" }],
    ["a chat, which has no type there", { message_type: "chat" }, { message_type: undefined }],
    ["a type of tomorrow", { message_type: "rcs" }, { message_type: undefined }],
    ["a code of digits, as text", { error_code: "500" }, { error_code: "500" }],
    ["a code of letters", { error_code: "E-7" }, { error_code: "E-7" }],
    ["an error's text, which stays away", { error_message: "Free text" }, { error_code: undefined }],
    ["a number of parts", { num_parts: "3" }, { segment_count: 3 }],
    ["a number of parts that is none", { num_parts: "many" }, { segment_count: undefined }],
    ["half a part", { num_parts: "1.5" }, { segment_count: undefined }],
    ["no text", { content: "" }, { body: undefined }],
    ["a time that is none", { time_created: "yesterday" }, { message_created_at: undefined }],
    ["a time in milliseconds", { time_created: "1700000000000" }, { message_created_at: undefined }],
    ["a list for a number", { "to_number[0]": "+15550001111" }, { to_number: undefined }],
  ])("has %s", (_case, parameters, expected) => {
    const payload = payloadOf({ ...least, ...parameters });
    expect(payload).toEqual({
      ...{ id: "SM1", provider: "telerivet", status: "sent", direction: "outbound" },
      ...expected,
    });
    for (const [name, value] of Object.entries(expected))
      expect([name, name in (payload ?? {})]).toEqual([name, value !== undefined]);
  });

  it.each([["call"], ["ussd"], ["ussd_session"], ["service"]])(
    "of a %s is for hooks alone",
    (message_type) => {
      const { update, message } = reportOf({ ...least, message_type });
      expect(update).toBeUndefined();
      expect(message).toMatchObject({ id: "SM1", status: "sent" });
    },
  );

  it("that is only simulated is for Insights where the settings say so", () => {
    expect(reportOf({ ...least, simulated: "1" }).update).toBeUndefined();
    expect(reportOf({ ...least, simulated: "1" }, { includeSimulated: true }).update).toBeDefined();
    expect(reportOf({ ...least, simulated: "0" }).update).toBeDefined();
  });

  it("goes under the provider's name in the settings, and under the same key", () => {
    const { update } = reportOf(least, { provider: "android-gateway" });
    expect(update?.payload.provider).toBe("android-gateway");
    expect(update?.key.provider).toBe("telerivet");
  });

  it("after a click was final before the click", () => {
    const clicked = { status: "delivered", time_updated: "1700000100", time_clicked: "1700000090" };
    expect(payloadOf({ ...least, ...clicked })).toMatchObject({
      message_finalized_at: "2023-11-14T22:14:50Z",
    });
  });
});

describe("a webhook about a message", () => {
  it.each([
    ["an incoming message without an id", { event: "incoming_message" }, ["id"]],
    ["a status without an id", { event: "send_status", status: "sent" }, ["id"]],
    ["a status without a status", { event: "send_status", id: "SM1" }, ["status"]],
    ["empty ones", { event: "send_status", id: "", status: "" }, ["id", "status"]],
    ["lists", { event: "send_status", "id[0]": "SM1", "status[0]": "sent" }, ["id", "status"]],
  ])("is refused for %s, with every problem at once", (_case, parameters, paths) => {
    let error: unknown;
    try {
      webhook(parameters);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(InvalidInputError);
    expect((error as InvalidInputError).problems.map(({ path }) => path)).toEqual(paths);
  });

  // The parameters of https://telerivet.com/api/webhook, and those of a Message, which every event carries.
  const times = ["time_created", "time_updated", "time_sent", "time_clicked"];
  const texts = [
    ...[
      "id",
      "project_id",
      "phone_id",
      "contact_id",
      "route_id",
      "broadcast_id",
      "scheduled_id",
      "service_id",
    ],
    ...["message_service_id", "user_id", "direction", "status", "message_type", "source", "from_number"],
    ...["from_number_e164", "to_number", "content", "error_message", "external_id", "price_currency"],
    ...["network_code", "audio_url", "tts_lang", "tts_voice", "error_code"],
  ];
  const flags = ["starred", "simulated", "track_clicks"];
  const numbers = ["priority", "num_parts", "price", "duration", "ring_time", "send_attempts"];
  const inner: Record<string, readonly [wire: string, typed: unknown]> = {
    "label_ids[0]": ["LB1", ["LB1"]],
    "vars[ref]": ["r-1", { ref: "r-1" }],
    "route_params[x]": ["y", { x: "y" }],
    "media[0][url]": ["u", [{ url: "u" }]],
    "media[0][type]": ["image/png", [{ type: "image/png" }]],
    "media[0][filename]": ["a.png", [{ filename: "a.png" }]],
    "media[0][size]": ["12", [{ size: 12 }]],
    "mms_parts[0][cid]": ["c", [{ cid: "c" }]],
    "mms_parts[0][size]": ["12", [{ size: 12 }]],
    "short_urls[0][short_url]": ["s", [{ short_url: "s" }]],
    "short_urls[0][link_type]": ["redirect", [{ link_type: "redirect" }]],
    "short_urls[0][time_clicked]": ["1700000000", [{ time_clicked: "2023-11-14T22:13:20Z" }]],
    "short_urls[0][expiration_time]": ["1700000000", [{ expiration_time: "2023-11-14T22:13:20Z" }]],
    "short_urls[0][destination_url]": ["d", [{ destination_url: "d" }]],
    "short_urls[0][media_index]": ["2", [{ media_index: 2 }]],
    "contact[id]": ["CT1", { id: "CT1" }],
    "contact[name]": ["Jo", { name: "Jo" }],
    "contact[phone_number]": ["+15550001111", { phone_number: "+15550001111" }],
    "contact[time_created]": ["1700000000", { time_created: "2023-11-14T22:13:20Z" }],
    "contact[last_message_time]": ["1700000000", { last_message_time: "2023-11-14T22:13:20Z" }],
    "contact[send_blocked]": ["1", { send_blocked: true }],
    "contact[conversation_status]": ["active", { conversation_status: "active" }],
    "contact[message_count]": ["3", { message_count: 3 }],
    "contact[group_ids][0]": ["CG1", { group_ids: ["CG1"] }],
    "contact[vars][lang]": ["es", { vars: { lang: "es" } }],
    "phone[id]": ["PN1", { id: "PN1" }],
    "phone[phone_type]": ["twilio", { phone_type: "twilio" }],
    "phone[country]": ["US", { country: "US" }],
    "phone[send_paused]": ["0", { send_paused: false }],
    "phone[last_active_time]": ["1700000000", { last_active_time: "2023-11-14T22:13:20Z" }],
    "phone[battery]": ["80", { battery: 80 }],
    "phone[charging]": ["1", { charging: true }],
    "phone[send_limit]": ["400", { send_limit: 400 }],
    "phone[vars][x]": ["y", { vars: { x: "y" } }],
    "state[id]": ["menu", { id: "menu" }],
    "state[time_created]": ["1700000000", { time_created: "2023-11-14T22:13:20Z" }],
    "state[vars][step]": ["2", { vars: { step: "2" } }],
  };
  const cases: (readonly [name: string, wire: string, typed: unknown])[] = [
    ...times.map((name) => [name, "1700000000", "2023-11-14T22:13:20Z"] as const),
    ...texts.map((name) => [name, "a text", "a text"] as const),
    ...flags.flatMap((name) => [[name, "1", true] as const, [name, "0", false] as const]),
    ...numbers.map((name) => [name, "2", 2] as const),
    ...Object.entries(inner).map(([name, [wire, typed]]) => [name, wire, typed] as const),
    ["tomorrow", "as it is", "as it is"],
    ["tomorrow[x]", "as it is", { x: "as it is" }],
  ];

  it.each(cases)("has %s, %s, typed", (name, wire, typed) => {
    const { message } = reportOf({ event: "incoming_message", id: "SM1", [name]: wire });
    const [field = ""] = name.split("[");
    expect(readTelerivetMessage(message.raw)).toMatchObject({ [field]: typed });
    expect(JSON.stringify(message.raw)).toContain(JSON.stringify(wire));
    expect(readTelerivetMessage(reportOf(least).message.raw)[field]).toBe(
      Object.hasOwn(least, field) ? least[field as keyof typeof least] : undefined,
    );
  });
});

describe("another event", () => {
  it("of a broadcast is typed", () => {
    const form =
      "event=send_broadcast&id=BC1&recipients_str=Jo+and+2+more&recipients[0][type]=phone_number&recipients[0][phone_number]=%2B15550001111&recipients[1][type]=group&recipients[1][group_id]=CG1&recipients[1][group_name]=All" +
      "&recipients[2][type]=filter&recipients[2][filter_type]=x&recipients[2][filter_params][a]=b&estimated_count=3&content=Hi&route_id=PN1&project_id=PJ1&user_name=Op&user_email=op%40example.com" +
      "&time_created=1700000000&title=T&status=queuing&track_clicks=0&simulated=1&replace_variables=1&status_counts[queued]=3&label_ids[0]=LB1&price=0.5&tomorrow=x";
    expect(eventOf(form)).toEqual({
      provider: "telerivet",
      type: "send_broadcast",
      id: "BC1",
      occurredAt: 1_700_000_000_000,
      verified: true,
      data: {
        event: "send_broadcast",
        id: "BC1",
        recipients_str: "Jo and 2 more",
        recipients: [
          { type: "phone_number", phone_number: "+15550001111" },
          { type: "group", group_id: "CG1", group_name: "All" },
          { type: "filter", filter_type: "x", filter_params: { a: "b" } },
        ],
        estimated_count: 3,
        content: "Hi",
        route_id: "PN1",
        project_id: "PJ1",
        user_name: "Op",
        user_email: "op@example.com",
        time_created: "2023-11-14T22:13:20Z",
        title: "T",
        status: "queuing",
        track_clicks: false,
        simulated: true,
        replace_variables: true,
        status_counts: { queued: "3" },
        label_ids: ["LB1"],
        price: 0.5,
        tomorrow: "x",
      },
    });
  });

  it("of a contact is typed", () => {
    const form =
      "event=contact_update&id=CT1&update_type=update_field&phone_number=%2B15550001111&name=Jo&send_blocked=0&vars[7]=x&vars[__proto__]=y&vars[constructor]=z&group_ids[0]=CG1&group_ids[1]=CG2&time_updated=1700000009&tomorrow=x";
    const event = eventOf(form);
    expect(event).toMatchObject({
      ...{ provider: "telerivet", type: "contact_update", id: "CT1", occurredAt: 1_700_000_009_000 },
      verified: true,
      data: {
        ...{ update_type: "update_field", phone_number: "+15550001111", name: "Jo", send_blocked: false },
        ...{ group_ids: ["CG1", "CG2"], time_updated: "2023-11-14T22:13:29Z", tomorrow: "x" },
      },
    });
    const { vars } = event.data as { vars: object };
    expect(Object.entries(vars)).toEqual([
      ["7", "x"],
      ["__proto__", "y"],
      ["constructor", "z"],
    ]);
  });

  it("of a message's metadata is typed", () => {
    // After a dump of a real one, which has no field that is null.
    const form =
      "event=message_metadata&id=SM1&update_type=set_variable&variable=vars.x&starred=1&label_ids[0]=LB1&vars[x]=1&in_progress=1&contact[id]=CT1&contact[send_blocked]=1" +
      "&status=unknown&source=web&simulated=1&user_id=UR1&track_clicks=0&time_created=1700000000";
    expect(eventOf(form)).toMatchObject({
      ...{ type: "message_metadata", id: "SM1", occurredAt: 1_700_000_000_000, verified: true },
      data: {
        ...{ update_type: "set_variable", variable: "vars.x", starred: true, label_ids: ["LB1"] },
        ...{ vars: { x: "1" }, in_progress: true, contact: { id: "CT1", send_blocked: true } },
        ...{ status: "unknown", source: "web", simulated: true, user_id: "UR1", track_clicks: false },
      },
    });
  });

  it.each([
    ["a Rules Engine's", { event: "default", id: "SM1", x: "y" }, { type: "default", id: "SM1" }],
    ["tomorrow's", { event: "tomorrow", "a[b]": "c" }, { type: "tomorrow", id: "", data: { a: { b: "c" } } }],
    ["one without a name", { id: "SM1" }, { type: "unknown", id: "SM1" }],
    ["one named like a method", { event: "toString" }, { type: "toString" }],
  ])("passes through: %s", (_case, parameters, expected) => {
    expect(eventOf(parameters as Record<string, string>)).toMatchObject({ verified: true, ...expected });
  });

  it("never fails, whatever it holds", () => {
    const events = ["send_broadcast", "contact_update", "message_metadata", "default", ""];
    const name = fc.oneof(
      fc.constantFrom("vars", "recipients", "media", "label_ids", "contact", "time_updated", "__proto__"),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.constantFrom(...events), fc.dictionary(name, fc.jsonValue()), (event, more) => {
        expect(mapTelerivetWebhook(parseBracketForm({ ...more, event })).about).toBe("other");
      }),
    );
  });
});

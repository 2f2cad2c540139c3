import type { VoltMessage } from "../../src/sandbox/volt/message-store";
import { messagingProfileId } from "../../src/sandbox/volt/webhook-event";
import { closeAfterEach } from "./close-after-each";
import { startRelayDouble } from "./relay-double";
import { ask, createMessage, customer, ours, start, startSandboxVolt, usual } from "./volt-fixture";

const opened = closeAfterEach();

async function startBoth(options: Parameters<typeof startSandboxVolt>[0] = {}) {
  const relay = opened(await startRelayDouble());
  const clock = { now: start };
  const volt = opened(await startSandboxVolt({ now: () => clock.now, ...options }));
  await volt.registerWebhook(`${relay.url}/volt/webhook?token=secret`);
  const create = async (variables: Record<string, unknown> = usual): Promise<VoltMessage> => {
    await ask(volt.url, createMessage, variables);
    return [...volt.messages.values()].at(-1) ?? fail();
  };
  /** The events, without the test request. */
  const events = () => relay.requests.slice(1);
  const bodies = () => events().map(({ body }) => body);
  const payloads = () => bodies().map((body) => (JSON.parse(body) as { payload: unknown }).payload);
  return { relay, clock, volt, create, events, bodies, payloads };
}

function fail(): never {
  throw new Error("there is none");
}

/** Volt's samples: https://simonsays.atlassian.net/wiki/spaces/VAPI/blog/2022/06/24/6651985 */
const samples = {
  received:
    '{"type":"messaging","id":"rfw_6962ccb5_80d23dc13c024d38873534471681379c","payload":{"message_app_id":"c7fdc0ba-f3df-4e30-a7fc-397940a6f675","id":null,"to_number":"+15555550123","from_number":"+15555550145","valid_until":null,"type":"SMS","text":"Replying to message from handset","sent_at":null,"received_at":"2022-04-07T22:21:04.259+00:00","status":"webhook_delivered","parts":1,"messaging_profile_id":"40017bf5-8809-4640-9925-da5c732667b7","media":[],"encoding":"GSM-7","direction":"inbound","completed_at":null,"occurred_at":"2022-04-07T22:21:04.397+00:00","event_type":"message.received"},"time":1649370064}',
  sent: '{"type":"messaging","id":"rfw_6962ccb5_e41a61024d9a4a61817e7220fbcbf6b4","payload":{"message_app_id":"40318006-1cae-4997-acbc-fe9a4aadb7dd","id":"rf_o6aDxhawR227gt5wgZ2I","to_number":"+15555550123","from_number":"+15555550145","valid_until":"2022-04-07T23:19:44.718+00:00","type":"SMS","text":"Sending a message to myself to demonstrate using the GraphQL API","sent_at":"2022-04-07T22:19:44.985+00:00","received_at":"2022-04-07T22:19:44.718+00:00","status":"sent","parts":1,"messaging_profile_id":"40017bf5-8809-4640-9925-da5c732667b7","media":[],"encoding":"GSM-7","direction":"outbound","completed_at":null,"occurred_at":"2022-04-07T22:19:44.985+00:00","event_type":"message.sent"},"time":1649369985}',
  delivered:
    '{"type":"messaging","id":"rfw_6962ccb5_eb7654690ec04a0593cc645fd2353995","payload":{"message_app_id":"40318006-1cae-4997-acbc-fe9a4aadb7dd","id":"rf_o6aDxhawR227gt5wgZ2I","to_number":"+15555550123","from_number":"+15555550145","valid_until":"2022-04-07T23:19:44.718+00:00","type":"SMS","text":"Sending a message to myself to demonstrate using the GraphQL API","sent_at":"2022-04-07T22:19:44.985+00:00","received_at":"2022-04-07T22:19:44.718+00:00","status":"delivered","parts":1,"messaging_profile_id":"40017bf5-8809-4640-9925-da5c732667b7","media":[],"encoding":"GSM-7","direction":"outbound","completed_at":"2022-04-07T22:19:46.119+00:00","occurred_at":"2022-04-07T22:19:46.119+00:00","event_type":"message.finalized"},"time":1649369986}',
  failed:
    '{"type":"messaging","id":"rfw_6962ccb5_eb7654690ec04a0593cc645fd2353995","payload":{"message_app_id":"40318006-1cae-4997-acbc-fe9a4aadb7dd","id":"rf_o6aDxhawR227gt5wgZ2I","to_number":"+15555550123","from_number":"+15555550145","valid_until":"2022-04-07T23:19:44.718+00:00","type":"SMS","text":"Sending a message to myself to demonstrate using the GraphQL API","sent_at":"2022-04-07T22:19:44.985+00:00","received_at":null,"provider_error_code":"40002","provider_error_detail":"The message was flagged by a SPAM filter and was not delivered. This is a temporary condition.","provider_error_title":"Blocked as spam - temporary","carrier_name":"T-MOBILE USA, INC.","error_code":"702","status":"failed","parts":1,"messaging_profile_id":"40017bf5-8809-4640-9925-da5c732667b7","media":[],"encoding":"GSM-7","direction":"outbound","completed_at":"2022-04-07T22:19:46.119+00:00","occurred_at":"2022-04-07T22:19:46.119+00:00","event_type":"message.finalized"},"time":1649369986}',
};

/** Puts the ids that the stand-in made up where a sample has its own. */
function withIdsOf(body: string, sample: string, message: VoltMessage): string {
  const samplesEvent = JSON.parse(sample) as {
    id: string;
    payload: { message_app_id: string; id: string | null; messaging_profile_id: string };
  };
  const { id: eventId } = JSON.parse(body) as { id: string };
  return body
    .replace(eventId, samplesEvent.id)
    .replace(message.id, samplesEvent.payload.message_app_id)
    .replace(message.legacyId ?? "none", samplesEvent.payload.id ?? "none")
    .replace(messagingProfileId, samplesEvent.payload.messaging_profile_id);
}

const sampleNumbers = ["+15555550123", "+15555550145"];

test("an incoming message is told to the byte as in Volt's sample", async () => {
  const { clock, volt, events, bodies } = await startBoth({ numbers: sampleNumbers });
  clock.now = Date.UTC(2022, 3, 7, 22, 21, 4, 397);
  const { message, deliveries } = await volt.receive({
    from: "+15555550145",
    to: "+15555550123",
    text: "Replying to message from handset",
    receivedAt: Date.UTC(2022, 3, 7, 22, 21, 4, 259),
  });
  expect(bodies().map((body) => withIdsOf(body, samples.received, message))).toEqual([samples.received]);
  expect(events()).toMatchObject([
    { method: "POST", path: "/volt/webhook", headers: { "content-type": "application/json" } },
  ]);
  expect(deliveries).toMatchObject([{ event: "message.received", attempts: [200] }]);
  expect(volt.messages.get(message.id)).toBe(message);
});

test.each(["delivered", "failed"] as const)(
  "a message that is sent, then %s, is told to the byte as in Volt's samples",
  async (end) => {
    const { clock, volt, create, bodies } = await startBoth({ numbers: sampleNumbers });
    const message = await create({
      to: "+15555550123",
      from: "+15555550145",
      body: "Sending a message to myself to demonstrate using the GraphQL API",
    });
    clock.now = Date.UTC(2022, 3, 7, 22, 19, 44, 985);
    await volt.advance(message.id, "sent");
    clock.now = Date.UTC(2022, 3, 7, 22, 19, 46, 119);
    await volt.advance(message.id, end, { errorCode: "702" });
    const expected = [samples.sent, samples[end]];
    expect(bodies().map((body, at) => withIdsOf(body, expected[at] ?? fail(), message))).toEqual(expected);
  },
);

test("every event has an id of its own, every event of a message the message's", async () => {
  const { volt, create, bodies, payloads } = await startBoth();
  const { id, legacyId } = await create();
  await volt.advance(id, "sent");
  await volt.advance(id, "delivered");
  const ids = bodies().map((body) => (JSON.parse(body) as { id: string }).id);
  expect(new Set(ids).size).toBe(2);
  for (const eventId of ids) expect(eventId).toMatch(/^rfw_[0-9a-f]{8}_[0-9a-f]{32}$/);
  expect(payloads()).toMatchObject([
    { message_app_id: id, id: legacyId },
    { message_app_id: id, id: legacyId },
  ]);
});

test("the fields follow the message", async () => {
  const { volt, payloads } = await startBoth();
  const media = ["https://media.example/1.png", { url: "https://media.example/2.png" }];
  await volt.receive({ from: customer, to: ours, text: "👍".repeat(40), media });
  expect(payloads()).toMatchObject([{ type: "MMS", media, parts: 2, encoding: "UCS-2", id: null }]);
});

test("a failure by Volt itself names no provider, and another final word is a failure too", async () => {
  const { volt, create, payloads } = await startBoth();
  const { id } = await create();
  await volt.advance(id, "expired", { errorCode: "503" });
  expect(payloads()).toMatchObject([
    {
      event_type: "message.finalized",
      status: "expired",
      error_code: "503",
      provider_error_code: null,
      provider_error_title: null,
      provider_error_detail: null,
      carrier_name: null,
      sent_at: null,
      received_at: null,
    },
  ]);
});

test("a message only goes forwards", async () => {
  const { volt, create, events } = await startBoth();
  const { id } = await create();
  await volt.advance(id, "sent");
  await expect(volt.advance(id, "sent")).rejects.toThrow(`${id} is sent, not to become sent`);
  await volt.advance(id, "delivered");
  for (const status of ["sent", "failed"]) {
    await expect(volt.advance(id, status)).rejects.toThrow(`${id} is delivered, not to become ${status}`);
  }
  const { message } = await volt.receive({ from: customer, to: ours, text: "Hi" });
  await expect(volt.advance(message.id, "delivered")).rejects.toThrow("not to become delivered");
  await expect(volt.advance("none", "sent")).rejects.toThrow(
    "The sandbox's organisation has no message none",
  );
  await expect(volt.receive({ from: ours, to: customer, text: "Hi" })).rejects.toThrow(
    "+15550100123 is none of the organisation's",
  );
  expect(events().length).toBe(3);
});

test("an event of any type is told with any payload", async () => {
  const { volt, bodies } = await startBoth();
  const [delivery] = await volt.sendEvent("message.clicked", { link: 1 });
  expect(bodies().map((body) => body.replace(/rfw_\w+/, "rfw_"))).toEqual([
    '{"type":"messaging","id":"rfw_","payload":{"link":1,"event_type":"message.clicked"},"time":1649369985}',
  ]);
  expect(delivery?.event).toBe("message.clicked");
});

test("an event comes again with the same bytes and signature, even when it is an old one", async () => {
  const { volt, create, events, payloads } = await startBoth();
  const { id } = await create();
  const [sent = fail()] = await volt.advance(id, "sent");
  await volt.advance(id, "delivered");
  await volt.redeliver(sent);
  expect(payloads()).toMatchObject([{ status: "sent" }, { status: "delivered" }, { status: "sent" }]);
  const [first, , again] = events();
  expect(again?.rawBody).toEqual(first?.rawBody);
  expect(again?.headers["x-respond-flow-signature"]).toBe(first?.headers["x-respond-flow-signature"]);
  expect(volt.deliveries.map(({ event }) => event)).toEqual([
    ...["test", "message.sent", "message.finalized", "message.sent"],
  ]);
});

test("nothing is tried again by default, and as often as wished otherwise", async () => {
  const { relay, volt } = await startBoth();
  relay.next({ status: 503 });
  expect(await volt.sendEvent("x", {})).toMatchObject([{ attempts: [503] }]);

  const patient = await startBoth({ webhookRetries: 2, webhookTimeoutMs: 50 });
  patient.relay.next("hang", { status: 302 }, { status: 500 });
  expect(await patient.volt.sendEvent("x", {})).toMatchObject([{ attempts: ["rt", 302, 500] }]);
  patient.relay.next({ status: 500 });
  expect(await patient.volt.sendEvent("x", {})).toMatchObject([{ attempts: [500, 200] }]);
});

test("one URL that is down does not keep the event from the others", async () => {
  const { relay, volt } = await startBoth();
  const other = opened(await startRelayDouble());
  await volt.registerWebhook(other.url);
  await relay.close();
  const deliveries = await volt.sendEvent("x", {});
  expect(deliveries.map(({ attempts }) => attempts)).toEqual([["ct"], [200]]);
});

test("tells of each webhook as it is posted and of its end, until told to stop", async () => {
  const { relay, volt } = await startBoth();
  const told: unknown[] = [];
  const stop = volt.onWebhook(({ url, body }, delivery) => {
    told.push([url, body.includes('"x"'), relay.requests.length]);
    void delivery.then(({ attempts }) => told.push(attempts));
  });
  await volt.sendEvent("x", {});
  stop();
  await volt.sendEvent("y", {});
  expect(told).toEqual([[`${relay.url}/volt/webhook?token=secret`, true, 1], [200]]);
});

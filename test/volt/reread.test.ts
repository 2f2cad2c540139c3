import { MessageNotFoundError, ProviderUnreachableError } from "../../src/relay/errors";
import type { JsonObject } from "../../src/relay/json";
import { mapVoltWebhook, type MappedWebhook } from "../../src/volt/mapper";
import { rereadFrom, truthFrom } from "../../src/volt/reread";
import { mapVoltMessage } from "../../src/volt/resource-mapper";
import { RECEIVED, SENT } from "./payloads";

const APP_ID = SENT.payload.message_app_id;
const LEGACY_ID = SENT.payload.id;
const resource = {
  id: APP_ID,
  legacyId: LEGACY_ID,
  toNumber: "+15555550123",
  fromNumber: "+15555550145",
  status: "DELIVERED",
  statusDescription: "Delivered",
  media: [],
  body: "Hello",
  sentAt: "2022-04-07T22:19:44.985+00:00",
  confirmedAt: "2022-04-07T22:19:46.119+00:00",
  errorCode: null,
};
const truth = {
  id: APP_ID,
  provider: "volt",
  status: "delivered",
  direction: "outbound",
  message_created_at: "2022-04-07T22:19:44.985Z",
  message_sent_at: "2022-04-07T22:19:44.985Z",
  message_finalized_at: "2022-04-07T22:19:46.119Z",
  from_number: "+15555550145",
  to_number: "+15555550123",
  body: "Hello",
};

const reports = (answer: JsonObject | Error) => ({
  message: () => (answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)),
});
const updateOf = (body: unknown) =>
  (mapVoltWebhook(body) as Extract<MappedWebhook, { about: "message" }>).report.update;

describe("a Message of Volt's API", () => {
  it.each<[string, JsonObject, object]>([
    ["delivered", resource, truth],
    [
      "sent, which has no final time",
      { ...resource, status: "sent" },
      { ...truth, status: "sent", message_finalized_at: undefined },
    ],
    [
      "failed, with its code",
      { ...resource, status: "failed", errorCode: "702" },
      { ...truth, status: "failed", error_code: "702" },
    ],
    [
      "received",
      { ...resource, status: "webhook_delivered" },
      { ...truth, status: "received", direction: "inbound" },
    ],
    [
      "with a word that is new",
      { ...resource, status: "Teleported" },
      { ...truth, status: "teleported", message_finalized_at: undefined },
    ],
    [
      "without a word",
      { ...resource, status: null },
      { ...truth, status: "unknown", message_finalized_at: undefined },
    ],
    [
      "just taken",
      { ...resource, status: "QUEUED", sentAt: null, confirmedAt: null },
      {
        ...truth,
        status: "queued",
        message_created_at: undefined,
        message_sent_at: undefined,
        message_finalized_at: undefined,
      },
    ],
  ])("is an update for Insights: %s", (_case, message, payload) => {
    const { update, message: forHooks } = mapVoltMessage(message);
    expect(update.payload).toEqual(JSON.parse(JSON.stringify(payload)));
    expect(update.key).toEqual({ provider: "volt", id: APP_ID });
    expect(forHooks).toMatchObject({ id: APP_ID, status: update.status, raw: message });
  });
});

describe("the truth of a message", () => {
  it.each([
    ["id", APP_ID],
    ["legacyId", LEGACY_ID],
  ])("is found by its %s, and keeps the name that it was asked for by", async (_case, id) => {
    const update = await truthFrom(reports(resource))({ provider: "volt", id }, 1_000);
    expect(update).toMatchObject({ key: { provider: "volt", id }, payload: { ...truth, id } });
  });

  it("is not another message's", async () => {
    const read = truthFrom(reports(resource));
    await expect(read({ provider: "volt", id: "another" }, 1_000)).rejects.toThrow(MessageNotFoundError);
  });
});

describe("reading a message again", () => {
  const sent = updateOf(SENT);

  it("gives the newer status, with what only the webhook told", async () => {
    expect((await rereadFrom(reports(resource))(sent, 1_000)).payload).toEqual({
      ...truth,
      message_created_at: "2022-04-07T22:19:44.718Z",
      message_type: "SMS",
      segment_count: 1,
    });
  });

  it("does not make an inbound message an outbound one", async () => {
    const inbound = { ...resource, id: RECEIVED.payload.message_app_id, status: "delivered" };
    expect((await rereadFrom(reports(inbound))(updateOf(RECEIVED), 1_000)).payload.direction).toBe("inbound");
  });

  it.each([
    ["is behind", { ...resource, status: "queued" }],
    ["does not know it", new MessageNotFoundError("No.")],
    ["gives another one", { ...resource, id: "another", legacyId: null }],
  ])("leaves the update as it is where Volt %s", async (_case, answer) => {
    expect(await rereadFrom(reports(answer))(sent, 1_000)).toEqual(sent);
  });

  it("says so where Volt cannot be asked", async () => {
    const read = rereadFrom(reports(new ProviderUnreachableError("No.")));
    await expect(read(sent, 1_000)).rejects.toThrow(ProviderUnreachableError);
  });
});

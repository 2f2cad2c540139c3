import { opsDrain } from "../../src/runtime/routes/ops-drain";
import { telerivetWebhook } from "../../src/runtime/routes/telerivet-webhook";
import type { Telerivet } from "../../src/sandbox/telerivet/telerivet";
import { startTestRelay, type TestRelay } from "../helpers/relay";
import { startTestTelerivet, telerivetForm } from "../helpers/telerivet";

const withKey = { headers: { authorization: "Bearer sandbox_relay_api_key" } };

let relay: TestRelay;
let telerivet: Telerivet;
beforeEach(async () => {
  relay = await startTestRelay();
  telerivet = await startTestTelerivet(relay);
});
afterEach(() => Promise.all([relay.close(), telerivet.close()]));

/** An entry of the outbox, as if it had been there for a while. */
async function keep(provider: string, id: string): Promise<void> {
  const data = { provider, id, reason: "insights_unavailable", attempts: 0, strikes: 0 };
  const times = { since: Date.UTC(2026, 0, 1), due: Date.UTC(2026, 0, 2) };
  await relay.store.create("outbox", `${provider}:${id}`, { ...data, ...times }, 86_400);
}

function sentByTelerivet(...statuses: string[]): string {
  const { id } = telerivet.sendFromWebApp({ to_number: "+15550100123", content: "Hi there" });
  for (const status of statuses) telerivet.progress(id, status);
  return id;
}

const drained = async () => (await relay.call(opsDrain, withKey)).body;
const kept = (id: string, provider = "telerivet") => relay.store.read("outbox", `${provider}:${id}`);
const dead = (id: string) => relay.store.read("dead", `telerivet:${id}`);

describe("POST /ops/drain of Telerivet's messages", () => {
  it("brings what Telerivet says of them now to Insights", async () => {
    const id = sentByTelerivet("sent", "delivered");
    await keep("telerivet", id);
    expect(await drained()).toMatchObject({ delivered: 1, deferred: 0, dead: 0 });
    expect(relay.insights.messages.get(`telerivet:${id}`)).toMatchObject({
      ...{ provider: "telerivet", status: "delivered", body: "Hi there", direction: "outbound" },
    });
    expect(await kept(id)).toBeUndefined();
  });

  it("follows an outage: a status that Insights did not take is there after it, as it is by then", async () => {
    const id = sentByTelerivet("sent");
    relay.insights.always({ status: 503 });
    const status = telerivetForm({ event: "send_status", id, status: "sent" });
    expect(await relay.call(telerivetWebhook, status, 1_900)).toMatchObject({ status: 200 });
    relay.insights.always(undefined);
    relay.advance(60_000);
    telerivet.progress(id, "not_delivered");
    expect(await drained()).toMatchObject({ delivered: 1 });
    expect(relay.insights.statuses(`telerivet:${id}`)).toEqual(["undelivered"]);
  });

  it("goes by TELERIVET_INSIGHTS_PROVIDER", async () => {
    relay.context.TELERIVET_INSIGHTS_PROVIDER = "android-gateway";
    const id = sentByTelerivet("sent");
    await keep("telerivet", id);
    await drained();
    expect([...relay.insights.messages.keys()]).toEqual([`android-gateway:${id}`]);
  });

  it.each([
    ["is down", { status: 503, body: "<html>" }],
    ["refuses the key", { status: 401, body: '{"error":{"message":"no"}}' }],
    ["breaks off", "reset"],
  ] as const)("leaves them where they are when Telerivet %s, and drains Twilio's", async (_case, fault) => {
    telerivet.always(fault);
    const { sid } = await relay.createAtTwilio();
    const ids = [sentByTelerivet("sent"), sentByTelerivet("sent")];
    for (const id of ids) await keep("telerivet", id);
    await keep("twilio", sid);
    expect(await drained()).toMatchObject({ delivered: 1, dead: 0 });
    expect(relay.insights.messages.get(sid)).toMatchObject({ status: "queued" });
    for (const id of ids) expect(await kept(id)).toBeDefined();

    telerivet.always(undefined);
    relay.advance(3_600_000);
    expect(await drained()).toMatchObject({ delivered: 2 });
  });

  it("buries a message that Telerivet does not know, and not where the URL is wrong", async () => {
    await keep("telerivet", "SM0000000000000404");
    telerivet.next({ status: 404, body: "<html>" });
    expect(await drained()).toMatchObject({ delivered: 0, deferred: 1, dead: 0 });
    relay.advance(3_600_000);
    expect(await drained()).toMatchObject({ dead: 1 });
    expect(await dead("SM0000000000000404")).toMatchObject({ data: { reason: "unknown_at_provider" } });
    expect(await kept("SM0000000000000404")).toBeUndefined();
  });

  it("waits for settings that are missing, and drains Twilio's", async () => {
    delete relay.context.TELERIVET_API_KEY;
    const { sid } = await relay.createAtTwilio();
    const id = sentByTelerivet("sent");
    await keep("telerivet", id);
    await keep("twilio", sid);
    expect(await drained()).toMatchObject({ delivered: 1, deferred: 1, dead: 0 });
    expect([await kept(id), await kept(sid, "twilio")]).toMatchObject([
      { data: { reason: "provider_unavailable" } },
      undefined,
    ]);
  });
});

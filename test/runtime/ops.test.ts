import { opsDrain } from "../../src/runtime/routes/ops-drain";
import { opsOutbox } from "../../src/runtime/routes/ops-outbox";
import { twilioStatus } from "../../src/runtime/routes/twilio-status";
import { startTestRelay, type TestRelay } from "../helpers/relay";
import { signedForm } from "../helpers/signed";

const MINUTE = 60_000;
const withKey = { headers: { authorization: "Bearer sandbox_relay_api_key" } };
const sidOf = (n: number) => `SM${String(n).padStart(32, "0")}`;

let relay: TestRelay;
beforeEach(async () => {
  relay = await startTestRelay();
});
afterEach(() => relay.close());

/** An entry of the outbox or a dead letter, as if it had been there for a while. */
async function keep(collection: "outbox" | "dead", id: string, reason: string): Promise<void> {
  const data = {
    provider: "twilio",
    id,
    reason,
    attempts: 2,
    strikes: 0,
    since: Date.UTC(2026, 0, 1),
    due: Date.UTC(2026, 0, 2),
  };
  await relay.store.create(collection, `twilio:${id}`, data, 3_600);
}

const callback = (sid: string) => signedForm("/twilio/status", { SmsSid: sid, MessageStatus: "delivered" });

describe("GET /ops/outbox", () => {
  it("shows what waits and what is dead", async () => {
    await keep("outbox", sidOf(1), "insights_unavailable");
    await keep("dead", sidOf(2), "insights_rejected");
    const reply = await relay.call(opsOutbox, withKey);
    expect(reply).toMatchObject({ status: 200 });
    expect(reply.body).toEqual({
      pending: {
        count: 1,
        complete: true,
        oldest: "2026-01-01T00:00:00.000Z",
        items: [
          {
            key: `twilio:${sidOf(1)}`,
            provider: "twilio",
            id: sidOf(1),
            reason: "insights_unavailable",
            attempts: 2,
            since: "2026-01-01T00:00:00.000Z",
            next_attempt: "2026-01-02T00:00:00.000Z",
          },
        ],
      },
      dead: {
        count: 1,
        complete: true,
        oldest: "2026-01-01T00:00:00.000Z",
        items: [
          {
            key: `twilio:${sidOf(2)}`,
            provider: "twilio",
            id: sidOf(2),
            reason: "insights_rejected",
            attempts: 2,
            since: "2026-01-01T00:00:00.000Z",
            died: "2026-01-02T00:00:00.000Z",
          },
        ],
      },
    });
  });

  it("shows every item once, page by page", async () => {
    for (let n = 0; n < 230; n++) await keep("outbox", sidOf(n), "insights_timeout");
    for (let n = 0; n < 120; n++) await keep("dead", sidOf(n), "insights_rejected");
    const seen = { pending: new Set<string>(), dead: new Set<string>() };
    let cursor: string | undefined;
    let pages = 0;
    do {
      const query: string = cursor === undefined ? "" : `cursor=${cursor}`;
      const { body } = await relay.call(opsOutbox, { ...withKey, query });
      const { pending, dead, next } = body as {
        pending: { items: { id: string }[] };
        dead: { items: { id: string }[] };
        next?: string;
      };
      for (const { id } of pending.items) seen.pending.add(id);
      for (const { id } of dead.items) seen.dead.add(id);
      cursor = next;
      pages++;
    } while (cursor !== undefined);
    expect([seen.pending.size, seen.dead.size]).toEqual([230, 120]);
    expect(pages).toBeGreaterThan(1);
  });

  it.each([
    ["no key", {}, 401, "unauthorized"],
    ["a cursor that is none", { ...withKey, query: "cursor=%7B" }, 400, "invalid_request"],
    ["an unknown name", { ...withKey, query: "page=2" }, 400, "invalid_request"],
  ])("refuses %s", async (_case, request, status, code) => {
    expect(await relay.call(opsOutbox, request)).toMatchObject({ status, body: { error: { code } } });
  });

  it("says that the store is down when it is", async () => {
    relay.setStoreDown(true);
    expect(await relay.call(opsOutbox, withKey)).toMatchObject({
      status: 503,
      body: { error: { code: "store_unavailable" } },
    });
  });
});

describe("POST /ops/drain", () => {
  it("brings the truth of what waits to Insights", async () => {
    const { sid } = await relay.createAtTwilio();
    relay.twilio.progress(sid, "sent");
    await keep("outbox", sid, "insights_unavailable");
    expect((await relay.call(opsDrain, withKey)).body).toEqual({
      delivered: 1,
      deferred: 0,
      dead: 0,
      remaining: 0,
      complete: true,
    });
    expect(relay.insights.messages.get(sid)).toMatchObject({ status: "sent", body: "Hello" });
    expect((await relay.call(opsDrain, withKey)).body).toEqual({
      delivered: 0,
      deferred: 0,
      dead: 0,
      remaining: 0,
      complete: true,
    });
  });

  it("re-drives the dead when told to, all or by key", async () => {
    const { sid: one } = await relay.createAtTwilio();
    const { sid: other } = await relay.createAtTwilio();
    await keep("dead", one, "insights_rejected");
    await keep("dead", other, "insights_rejected");
    expect((await relay.call(opsDrain, withKey)).body).toMatchObject({ delivered: 0 });
    expect(
      (await relay.call(opsDrain, { ...withKey, json: { keys: [`twilio:${one}`] } })).body,
    ).toMatchObject({ delivered: 1 });
    expect((await relay.call(opsDrain, { ...withKey, json: { dead: true } })).body).toMatchObject({
      delivered: 1,
    });
    expect((await relay.store.list("dead", undefined)).records).toEqual([]);
  });

  it.each([
    ["no key", { json: {} }, 401, "unauthorized"],
    ["an unknown name", { ...withKey, json: { ded: true } }, 400, "invalid_request"],
    ["keys that are none", { ...withKey, json: { keys: [1] } }, 400, "invalid_request"],
  ])("refuses %s", async (_case, request, status, code) => {
    expect(await relay.call(opsDrain, request)).toMatchObject({ status, body: { error: { code } } });
  });
});

describe("a post that timed out", () => {
  it("is made good by the drain when Insights acts on it after a later one", async () => {
    const { sid } = await relay.createAtTwilio();
    relay.twilio.progress(sid, "sent");
    relay.insights.next({ delayMs: 800 });
    const sent = relay.call(
      twilioStatus,
      signedForm("/twilio/status", { SmsSid: sid, MessageStatus: "sent" }),
      2_000,
    );
    relay.twilio.progress(sid, "delivered");
    await Promise.all([sent, relay.call(twilioStatus, callback(sid))]);
    while (!relay.insights.statuses(sid).includes("sent"))
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(relay.insights.messages.get(sid)).toMatchObject({ status: "sent" });
    const reply = await relay.call(opsDrain, { ...withKey, json: { keys: [`twilio:${sid}`] } });
    expect(reply.body).toMatchObject({ delivered: 1 });
    expect(relay.insights.messages.get(sid)).toMatchObject({ status: "delivered" });
  });
});

describe("the outbox in passing", () => {
  it("is not touched while all is well", async () => {
    relay.setStoreDown(true);
    for (const status of ["sent", "delivered"]) {
      const request = signedForm("/twilio/status", { SmsSid: sidOf(1), MessageStatus: status });
      expect(await relay.call(twilioStatus, request)).toMatchObject({ status: 200 });
    }
  });

  it("is not looked at while Insights is still down, however much is deferred", async () => {
    relay.insights.always({ status: 429, headers: { "retry-after": "3600" } });
    await relay.call(twilioStatus, callback(sidOf(1)));
    const reads = jest.spyOn(relay.store, "read");
    relay.advance(MINUTE);
    expect(await relay.call(twilioStatus, callback(sidOf(2)))).toMatchObject({ status: 200 });
    expect(reads).not.toHaveBeenCalled();
    relay.insights.always(undefined);
    await relay.call(twilioStatus, callback(sidOf(3)));
    expect(reads).toHaveBeenCalled();
  });

  it("drains a few keys after an outage, with the first update that gets through", async () => {
    const { sid } = await relay.createAtTwilio();
    relay.insights.always({ status: 401 });
    expect(await relay.call(twilioStatus, callback(sid))).toMatchObject({ status: 200 });
    relay.insights.always(undefined);
    relay.context.VOLT_API_TOKEN = "replaced";
    relay.insights.replaceToken("replaced");
    relay.advance(MINUTE);
    await relay.call(twilioStatus, callback(sidOf(2)));
    expect(relay.insights.messages.get(sid)).toMatchObject({ status: "queued", body: "Hello" });
    expect(await relay.store.read("outbox", `twilio:${sid}`)).toBeUndefined();
  });
});

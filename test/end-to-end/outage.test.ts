import { sandboxAccounts } from "../../src/sandbox/accounts";
import { createOperator } from "../../src/sandbox/demo/operator";
import { sentByTelerivet, sentMeanwhile } from "../../src/sandbox/demo/outage-sendings";
import { playSending } from "../../src/sandbox/demo/play-sending";
import { playTelerivetSending } from "../../src/sandbox/demo/play-telerivet";
import { sandboxTruth } from "../../src/sandbox/demo/sandbox-truth";
import { openStage } from "../../src/sandbox/demo/stage";
import { allProblems } from "../../src/sandbox/demo/summary";
import { compareWithTruth } from "../../src/sandbox/demo/truth";
import { messageStatusEvent } from "../../src/sandbox/twilio/event-streams";
import { closeAfterEach } from "../sandbox/close-after-each";
import { asJson, startBuilt, withKey } from "./sandbox";

jest.setTimeout(30_000);

const opened = closeAfterEach();
const silence = { tell: () => undefined, chapter: () => undefined };
const tooMany = { status: 429, headers: { "retry-after": "120" } };

async function start({ fork = false } = {}) {
  const built = await startBuilt({ fork });
  opened({ close: built.stop });
  return { ...built, operator: createOperator(built.relay.url, silence.tell) };
}

type Started = Awaited<ReturnType<typeof start>>;

async function sendInOutage(built: Started) {
  const stage = openStage(built, silence);
  built.insights.always(tooMany);
  for (const sending of sentMeanwhile) await playSending(sending, stage);
  await playTelerivetSending(sentByTelerivet, stage);
  built.insights.always(undefined);
  expect(built.insights.history).toEqual([]);
  return { stage, outbox: await built.operator.outbox() };
}

const problemsOf = (built: Started, { stage }: Awaited<ReturnType<typeof sendInOutage>>) =>
  allProblems(compareWithTruth(sandboxTruth(built), built.insights), stage.played);

test.each([{ fork: false }, { fork: true }])(
  "what an outage left behind is brought to the truth by /ops/drain ($fork)",
  async ({ fork }) => {
    const built = await start({ fork });
    const meanwhile = await sendInOutage(built);
    const { pending, dead } = meanwhile.outbox;
    expect(new Set(pending.items.map(({ id }) => id))).toEqual(
      new Set([...built.twilio.messages.keys(), ...built.telerivet.messages.keys()]),
    );
    expect(dead.count).toBe(0);
    const drained = await built.operator.drain(pending.items.map(({ key }) => key));
    const nothing = { deferred: 0, dead: 0, remaining: 0, complete: true };
    expect(drained).toEqual({ ...nothing, delivered: sentMeanwhile.length + 1 });
    expect(problemsOf(built, meanwhile)).toEqual([]);
    expect((await built.operator.outbox()).pending.count).toBe(0);
  },
);

test("an entry that vanishes from Sync behind the relay's back is found out", async () => {
  const built = await start();
  const meanwhile = await sendInOutage(built);
  const [lost, ...others] = meanwhile.outbox.pending.items;
  await removeFromSync(built, String(lost?.key));
  await built.operator.drain([lost, ...others].map((item) => String(item?.key)));
  expect(problemsOf(built, meanwhile)).toEqual([`${String(lost?.id)} is missing in Insights.`]);
});

async function removeFromSync({ sync }: Started, key: string) {
  const [map] = [...sync.maps].find(([, items]) => items.has(key)) ?? [];
  const { accountSid, authToken } = sandboxAccounts;
  const url = `${sync.url}/v1/Services/default/Maps/${String(map)}/Items/${encodeURIComponent(key)}`;
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString("base64")}`;
  expect((await fetch(url, { method: "DELETE", headers: { authorization } })).status).toBe(204);
}

test("a connection that breaks is no error of the relay's, whichever function the process served first", async () => {
  const { send, twilio, insights, relay, operator } = await start();
  const { sid } = await send();
  twilio.progress(sid, "sent");
  const message = twilio.progress(sid, "delivered");
  insights.always("reset");
  const event = messageStatusEvent(message, "delivered", { at: Date.now() });
  expect(await twilio.sendEvents(`${relay.url}/twilio/events`, [event])).toEqual([200]);
  expect((await operator.outbox()).pending.items).toMatchObject([
    { id: sid, reason: "insights_unreachable" },
  ]);
});

test("the operator's URLs are 401 without the key, and Sync is not asked", async () => {
  const { call, sync } = await start();
  const urls = [
    { method: "GET", route: "/ops/outbox" },
    { method: "POST", route: "/ops/drain" },
  ];
  for (const { method, route } of urls) {
    for (const headers of [{}, { authorization: "Bearer another" }]) {
      const response = await call(route, { method, headers });
      expect([response.status, await response.json()]).toMatchObject([
        401,
        { error: { code: "unauthorized" } },
      ]);
    }
  }
  expect(sync.requests).toEqual([]);
  expect((await call("/ops/outbox", { headers: withKey })).status).toBe(200);
  expect((await call("/ops/drain", { method: "POST", headers: asJson, body: "{}" })).status).toBe(200);
});

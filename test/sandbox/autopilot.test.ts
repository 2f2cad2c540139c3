import { startStandIn } from "../../src/sandbox/stand-in/stand-in";
import { closeAfterEach } from "./close-after-each";
import { parametersOf, startRelayDouble } from "./relay-double";
import { createdSid, messagingServiceSid, start, startSandboxTwilio, usual } from "./twilio-fixture";

const opened = closeAfterEach();

/** Chance gives these numbers, then 0.5 for ever. */
function chance(...numbers: number[]) {
  return () => numbers.shift() ?? 0.5;
}

async function startBoth(random: () => number) {
  const relay = opened(await startRelayDouble());
  const twilio = opened(await startSandboxTwilio({ autopilot: true, delayMs: 4, random }));
  const create = (parameters: Record<string, string> = usual) =>
    createdSid(twilio.url, { ...parameters, StatusCallback: `${relay.url}/status#rc=5&rp=all` });
  const statuses = () => relay.requests.map((request) => parametersOf(request).MessageStatus);
  return { relay, twilio, create, statuses };
}

test("a message arrives, and its callbacks come in changed order and twice where chance has it so", async () => {
  // For each status: the pause, the callback's delay, whether there are two, and if so the other's delay.
  const { twilio, create, statuses } = await startBoth(chance(0, 1, 0, 1, 0, 0, 1));
  const sid = await create();
  await twilio.settled();
  expect(twilio.messages.get(sid)?.status).toBe("delivered");
  expect(statuses()).toEqual(["delivered", "sent", "sent"]);
});

test("callbacks do not wait for each other's answers", async () => {
  let arrived = 0;
  let letGo = () => {};
  const bothArrived = new Promise<void>((resolve) => (letGo = resolve));
  const relay = opened(
    await startStandIn({
      notFound: () => ({ status: 404 }),
      routes: [
        {
          method: "POST",
          path: /^\/status$/,
          act: async () => {
            if ((arrived += 1) === 2) letGo();
            await bothArrived;
            return { status: 200 };
          },
        },
      ],
    }),
  );
  const twilio = opened(await startSandboxTwilio({ autopilot: true, delayMs: 1, random: chance() }));
  await createdSid(twilio.url, { ...usual, StatusCallback: `${relay.url}/status` });
  await twilio.settled();
  expect(twilio.callbacks.map(({ attempts }) => attempts)).toEqual([[200], [200]]);
});

test.each([
  { to: "+15550100003", status: "undelivered", error: 30003 },
  { to: "+15550100008", status: "failed", error: 30008 },
  { to: "whatsapp:+15550100125", status: "read", error: null },
])("a message to $to ends as $status with error $error", async ({ to, status, error }) => {
  const { twilio, create } = await startBoth(chance());
  const sid = await create({ ...usual, To: to });
  await twilio.settled();
  expect(twilio.messages.get(sid)).toMatchObject({ status, error_code: error });
});

test("a callback that is refused is tried again as its URL asks", async () => {
  const { relay, twilio, create } = await startBoth(chance());
  relay.next({ status: 503 });
  const sid = await create();
  await twilio.settled();
  expect(twilio.callbacks).toContainEqual({ sid, status: "sent", attempts: [503, 200] });
});

test("a scheduled message stays where it is", async () => {
  const { twilio, create } = await startBoth(chance());
  const SendAt = new Date(start + 3_600_000).toISOString();
  const sid = await create({
    ...usual,
    MessagingServiceSid: messagingServiceSid,
    ScheduleType: "fixed",
    SendAt,
  });
  await twilio.settled();
  expect(twilio.messages.get(sid)?.status).toBe("scheduled");
});

test("it can be switched off and on", async () => {
  const { twilio, create } = await startBoth(chance());
  twilio.setAutopilot(false);
  const still = await create();
  twilio.setAutopilot(true);
  const moving = await create();
  await twilio.settled();
  expect([still, moving].map((sid) => twilio.messages.get(sid)?.status)).toEqual(["queued", "delivered"]);
});

test("closing ends journeys and callbacks under way", async () => {
  const { relay, twilio, create, statuses } = await startBoth(chance());
  relay.always("hang");
  const arrived = new Promise((resolve) => relay.onRequest(resolve));
  await create();
  await arrived;
  await twilio.close();
  expect(statuses()).toEqual(["sent"]);
});

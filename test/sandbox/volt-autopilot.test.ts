import { planJourney } from "../../src/sandbox/volt/message-journey";
import { closeAfterEach } from "./close-after-each";
import { startRelayDouble } from "./relay-double";
import { ask, createMessage, startSandboxVolt, usual } from "./volt-fixture";

const opened = closeAfterEach();

/** Chance gives these numbers, then 0.5 for ever. */
function chance(...numbers: number[]) {
  return () => numbers.shift() ?? 0.5;
}

async function startBoth(options: Parameters<typeof startSandboxVolt>[0] = {}) {
  const relay = opened(await startRelayDouble());
  const volt = opened(await startSandboxVolt({ autopilot: true, delayMs: 10, random: chance(), ...options }));
  await volt.registerWebhook(relay.url);
  const create = async (to: string = usual.to) => {
    await ask(volt.url, createMessage, { ...usual, to });
    return [...volt.messages.keys()].at(-1) ?? "";
  };
  /** What was told of: each event's status, with its error. */
  const told = () =>
    relay.requests.slice(1).map(({ body }) => {
      const { payload } = JSON.parse(body) as { payload: { status: string; error_code?: string } };
      return [payload.status, payload.error_code].join(" ").trim();
    });
  return { relay, volt, create, told };
}

test.each([
  { to: "+15550100123", journey: ["sent", "delivered"] },
  { to: "+15550100003", journey: ["sent", "failed 702"] },
  { to: "+15550100008", journey: ["failed 503"] },
])("a message to $to becomes $journey", async ({ to, journey }) => {
  const { volt, create, told } = await startBoth();
  const id = await create(to);
  await volt.settled();
  expect(told()).toEqual(journey);
  expect(journey.at(-1)).toMatch(volt.messages.get(id)?.status ?? "nothing");
});

test("webhooks overtake each other where chance has it so, each as true as when its status was", async () => {
  // For each status: the pause, the webhook's lag, and whether there are two.
  const { volt, create, told } = await startBoth({ random: chance(0, 1, 1, 0, 0, 1) });
  await create();
  await volt.settled();
  expect(told()).toEqual(["delivered", "sent"]);
});

test("webhooks come twice where that is wanted", async () => {
  const { volt, create, told } = await startBoth({ duplicateChance: 1 });
  await create();
  await volt.settled();
  expect(told().sort()).toEqual(["delivered", "delivered", "sent", "sent"]);
});

test("it can be switched off and on", async () => {
  const { volt, create } = await startBoth();
  volt.setAutopilot(false);
  const still = await create();
  volt.setAutopilot(true);
  const moving = await create();
  await volt.settled();
  expect([still, moving].map((id) => volt.messages.get(id)?.status)).toEqual(["queued", "delivered"]);
});

test("closing ends journeys and webhooks under way", async () => {
  const { relay, volt, create, told } = await startBoth();
  relay.always("hang");
  const arrived = new Promise((resolve) => relay.onRequest(resolve));
  await create();
  await arrived;
  await volt.close();
  expect(told()).toEqual(["sent"]);
});

test("time only goes forwards, and no webhook leaves before its moment", () => {
  const random = chance(0.9, 0, 0, 0.1, 1, 1);
  const steps = planJourney(usual.to, { random, delayMs: 10, duplicateChance: 0.5 });
  expect(steps).toEqual([
    { status: "sent", atMs: 14, webhookLagsMs: [0, 3] },
    { status: "delivered", atMs: expect.closeTo(29) as number, webhookLagsMs: [30] },
  ]);
});

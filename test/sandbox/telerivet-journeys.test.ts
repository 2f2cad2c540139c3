import { parametersOf } from "./relay-double";
import { secret, start, usual, useTelerivet } from "./telerivet-fixture";

const startBoth = useTelerivet();

const numbers = [
  { to_number: "+15005550011", statuses: [["failed", "Example error message."]] },
  { to_number: "+15005550012", statuses: [["sent"], ["delivered"]] },
  {
    to_number: "+15005550013",
    statuses: [["sent"], ["not_delivered", "Example delivery failure message."]],
  },
  {
    to_number: "+15005550014",
    statuses: [["failed_queued", "Example temporary failure message."], ["sent"]],
  },
  { to_number: usual.to_number, statuses: [["sent"]] },
];

test.each(numbers)("step by step $to_number goes $statuses", async ({ to_number, statuses }) => {
  const { telerivet, send, posted } = await startBoth();
  const { id } = await send({ to_number });
  for (const [status, errorMessage] of statuses) {
    expect(await telerivet.advance(id)).toEqual([200]);
    expect(telerivet.messages.get(id)?.status).toBe(status);
    expect(telerivet.messages.get(id)?.error_message).toBe(errorMessage);
  }
  await expect(telerivet.advance(id)).rejects.toThrow(RangeError);
  expect(posted().map((one) => [one.status, one.error_message].filter(Boolean))).toEqual(statuses);
});

test.each(numbers)("on autopilot $to_number goes $statuses", async ({ to_number, statuses }) => {
  const { telerivet, send, posted } = await startBoth({ autopilot: true });
  const { id } = await send({ to_number });
  await telerivet.settled();
  expect(telerivet.messages.get(id)?.status).toBe(statuses.at(-1)?.[0]);
  const told = posted().map((one) => [one.status, one.error_message].filter(Boolean));
  expect(told).toHaveLength(statuses.length);
  expect(told).toEqual(expect.arrayContaining(statuses)); // In any order, as over the real network.
});

test("times and attempts are kept", async () => {
  const { telerivet, send, passSeconds } = await startBoth();
  const { id } = await send({ to_number: "+15005550014" });
  passSeconds(5);
  await telerivet.advance(id);
  expect(telerivet.messages.get(id)).toMatchObject({
    time_sent: null,
    time_updated: start + 5,
    send_attempts: 1,
  });
  passSeconds(60);
  await telerivet.advance(id);
  expect(telerivet.messages.get(id)).toMatchObject({
    time_created: start,
    time_sent: start + 65,
    time_updated: start + 65,
    send_attempts: 2,
  });
});

test("webhooks overtake each other and come twice where chance has it so, each with its own moment's status", async () => {
  // For each status: the pause, the webhook's delay, whether there are two, and if so the other's delay.
  const chances = [0, 1, 0, 1, 0, 0, 1];
  const { telerivet, send, posted } = await startBoth({
    autopilot: true,
    delayMs: 20,
    random: () => chances.shift() ?? 0.5,
  });
  await send({ to_number: "+15005550012" });
  await telerivet.settled();
  expect(posted().map(({ status }) => status)).toEqual(["delivered", "sent", "sent"]);
});

test("a first status can be told before its send is answered", async () => {
  const { relay, telerivet, send } = await startBoth();
  telerivet.setOvertaking(true);
  const order: unknown[] = [];
  relay.onRequest((request) => order.push(parametersOf(request).status));
  const message = await send({ to_number: "+15005550012" });
  order.push("answered");
  expect([order, message.status]).toEqual([["sent", "answered"], "queued"]);
  await telerivet.advance(message.id);
  expect(order).toEqual(["sent", "answered", "delivered"]);
});

test("the autopilot can be switched off and on", async () => {
  const { telerivet, send } = await startBoth({ autopilot: true });
  telerivet.setAutopilot(false);
  const still = await send();
  telerivet.setAutopilot(true);
  const moving = await send();
  await telerivet.settled();
  expect([still, moving].map(({ id }) => telerivet.messages.get(id)?.status)).toEqual(["queued", "sent"]);
});

test("a cancelled message goes nowhere", async () => {
  const { telerivet, call, send } = await startBoth({ autopilot: true, delayMs: 20 });
  const { id } = await send();
  await call("POST", `/messages/${id}/cancel`);
  await telerivet.settled();
  expect(telerivet.messages.get(id)?.status).toBe("cancelled");
});

test("the first click is told with the status as it was, and later", async () => {
  const { telerivet, send, posted } = await startBoth();
  const { id } = await send({
    to_number: "+15005550012",
    content: "https://shop.example/",
    track_clicks: true,
  });
  await telerivet.advance(id);
  await telerivet.advance(id);
  expect(await telerivet.click(id)).toEqual([200]);
  expect(await telerivet.click(id)).toEqual([]);
  const [, delivered, clicked] = posted();
  expect(delivered).not.toHaveProperty("time_clicked");
  expect(clicked).toMatchObject({
    status: "delivered",
    time_clicked: String(start + 1),
    time_updated: String(start + 1),
    "short_urls[0][time_clicked]": String(start + 1),
  });
  expect(telerivet.messages.get(id)).toMatchObject({ time_clicked: start + 1, time_updated: start + 1 });
});

test("a message without short links is not clicked", async () => {
  const { telerivet, send } = await startBoth();
  const { id } = await send();
  await expect(telerivet.click(id)).rejects.toThrow(RangeError);
});

test.each([
  { from: "sent", to: "queued" },
  { from: "delivered", to: "sent" },
  { from: "delivered", to: "not_delivered" },
  { from: "read", to: "delivered" },
])("the truth does not go from $from to $to", async ({ from, to }) => {
  const { telerivet, send } = await startBoth();
  const { id } = await send();
  telerivet.progress(id, "sent");
  if (from !== "sent") telerivet.progress(id, "delivered");
  if (from === "read") telerivet.progress(id, "read");
  expect(() => telerivet.progress(id, to)).toThrow(RangeError);
  expect(telerivet.messages.get(id)?.status).toBe(from);
});

test("a status that is not documented may come, and be followed by any", async () => {
  const { telerivet, send, posted } = await startBoth();
  const { id } = await send();
  telerivet.progress(id, "unknown", { errorCode: 30_003, errorMessage: "?" });
  await telerivet.sendStatus(id);
  telerivet.progress(id, "delivered");
  expect(posted()).toMatchObject([{ status: "unknown", error_code: "30003", error_message: "?", secret }]);
  expect(telerivet.messages.get(id)).not.toHaveProperty("error_code");
});

test("a Twilio route gives the SID as external_id", async () => {
  const { telerivet, send } = await startBoth({ phoneType: "twilio" });
  const { id } = await send();
  await telerivet.advance(id);
  expect(telerivet.messages.get(id)?.external_id).toMatch(/^SM[0-9a-f]{32}$/);
});

test("closing ends journeys and webhooks under way", async () => {
  const { relay, telerivet, send } = await startBoth({ autopilot: true, delayMs: 1 });
  relay.always("hang");
  const arrived = new Promise((resolve) => relay.onRequest(resolve));
  await send({ to_number: "+15005550012" });
  await arrived;
  await telerivet.close();
  expect(telerivet.deliveries[0]).toMatchObject({ attempts: [], state: "given up" });
});

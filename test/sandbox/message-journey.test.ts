import { planJourney } from "../../src/sandbox/twilio/message-journey";

/** Numbers between 0 and 1 in an order that looks like none, the same each time. */
function numbersFrom(seed: number) {
  let state = seed;
  return () => (state = (state * 16807) % 2147483647) / 2147483647;
}

const plan = (to: string, status = "queued", random: () => number = () => 0.5) =>
  planJourney({ to, status }, { random, delayMs: 10 });

test.each([
  { to: "+15550100123", status: "queued", journey: ["sent", "delivered"] },
  { to: "+15550100123", status: "accepted", journey: ["queued", "sent", "delivered"] },
  { to: "+15550100003", status: "queued", journey: ["sent", "undelivered 30003"] },
  { to: "+15550100008", status: "accepted", journey: ["queued", "failed 30008"] },
  { to: "whatsapp:+15550100125", status: "queued", journey: ["sent", "delivered", "read"] },
  { to: "whatsapp:+15550100003", status: "queued", journey: ["sent", "undelivered 30003"] },
])("a message to $to that is $status becomes $journey", ({ to, status, journey }) => {
  const steps = plan(to, status).filter(({ what }) => what === "progress");
  expect(steps.map((step) => [step.status, step.errorCode].join(" ").trim())).toEqual(journey);
});

test("time only goes forwards, and no callback leaves before its status is true", () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const steps = plan("whatsapp:+15550100125", "accepted", numbersFrom(seed));
    expect(steps.map(({ atMs }) => atMs)).toEqual(
      steps.map(({ atMs }) => atMs).sort((one, other) => one - other),
    );
    const isTrue = new Set<string>();
    for (const { what, status } of steps) {
      if (what === "progress") isTrue.add(status);
      expect(isTrue).toContain(status);
    }
  }
});

test("callbacks overtake each other in many journeys, and come twice in some", () => {
  const journeys = Array.from({ length: 200 }, (_, seed) =>
    plan("+15550100123", "accepted", numbersFrom(seed + 1))
      .filter(({ what }) => what === "callback")
      .map(({ status }) => status),
  );
  const inOrder = journeys.filter((statuses) => statuses.join() === "queued,sent,delivered");
  const withDuplicates = journeys.filter((statuses) => new Set(statuses).size < statuses.length);
  expect(inOrder.length).toBeGreaterThan(20);
  expect(inOrder.length).toBeLessThan(150);
  expect(withDuplicates.length).toBeGreaterThan(20);
  expect(withDuplicates.length).toBeLessThan(150);
});

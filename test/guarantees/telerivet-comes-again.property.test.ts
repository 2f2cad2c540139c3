import fc from "fast-check";
import { reply } from "../../src/relay/reply";
import { telerivetWebhook } from "../../src/runtime/routes/telerivet-webhook";
import { sandboxAccounts } from "../../src/sandbox/accounts";
import { telerivetForm } from "../helpers/telerivet";
import { anyFate, type Fate } from "./world/fate";
import { createScene } from "./world/scene";

/**
 * Guarantees 1, 4 and 7 for an incoming message by Telerivet, which comes again for a day until it hears 200: whatever
 * befalls Insights and the store, on whichever instance it comes.
 */
const TELLINGS = 50;
/** By then a hook that was begun counts as abandoned. */
const PAUSE_MS = 35_000;

const incoming = telerivetForm({
  ...{ event: "incoming_message", id: "SM1", project_id: "PJ1", service_id: "SV1" },
  ...{ from_number: "+15550100123", to_number: "+15550100199", content: "JOIN" },
  ...{ time_created: "1700000000", time_updated: "1700000000" },
});

const lives: fc.Arbitrary<Fate> = anyFate.map((fate) => ({ ...fate, process: "lives" }));

const isFine = ({ upstream, answer, thereMs, backMs }: Fate) =>
  upstream === "acts" && answer === "comes" && thereMs + backMs < 500;

async function play(store: "memory" | "sync", fates: readonly Fate[]) {
  const { ask, faults, hooks, context, insights, contents, clock, process } = createScene(store);
  context.TELERIVET_WEBHOOK_SECRET = sandboxAccounts.telerivetWebhookSecret;
  const left = [...fates];
  /** For each run of the hook, whether the store then heard of it without a fault. */
  const runs: { kept: boolean }[] = [];
  hooks.onIncomingMessage = () => {
    runs.push({ kept: true });
    return reply(`Welcome ${runs.length}`);
  };
  faults.insights = () => left.shift();
  faults.store = () => {
    const fate = left.shift();
    const run = runs.at(-1);
    if (run !== undefined && fate !== undefined && !isFine(fate)) run.kept = false;
    return fate;
  };
  const isKept = async () =>
    insights.messages.size + (await contents("outbox")).length + (await contents("dead")).length > 0;

  for (let n = 1; n <= TELLINGS; n++) {
    const instance = process(n % 2 === 0 ? "A" : "B");
    const answer = await ask(telerivetWebhook, incoming, instance.name);
    if (!instance.disturbed) expect(answer?.ms).toBeLessThanOrEqual(telerivetWebhook.budgetMs);
    if (answer?.status === 200) return { tellings: n, runs, isKept: await isKept(), body: answer.body };
    if (answer !== undefined) expect(answer.status).toBe(503);
    await clock.advance(PAUSE_MS);
  }
  throw new Error("Telerivet came in vain.");
}

describe.each(["sync", "memory"] as const)("what Telerivet tells until it is answered 200 (%s)", (store) => {
  it("is kept, and its hook runs once, or again where the store could not be told that it had", async () => {
    let repeated = 0;
    const property = fc.asyncProperty(fc.array(lives, { maxLength: 40 }), async (fates) => {
      const { tellings, runs, isKept, body } = await play(store, fates);
      expect(isKept).toBe(true);
      expect(runs.slice(0, -1).filter(({ kept }) => kept)).toEqual([]);
      expect(body).toMatchObject({ messages: [{ content: `Welcome ${runs.length}` }] });
      if (tellings > 1) repeated++;
    });
    await fc.assert(property, { numRuns: 60, seed: 20260101 });
    expect(repeated).toBeGreaterThan(10);
  });

  it("is kept, and replied to, whichever instance dies or freezes in the middle", async () => {
    const property = fc.asyncProperty(fc.array(anyFate, { maxLength: 40 }), async (fates) => {
      const { runs, isKept, body } = await play(store, fates);
      expect(isKept).toBe(true);
      expect(runs.length).toBeGreaterThan(0);
      expect(JSON.stringify(body)).toContain("Welcome");
    });
    await fc.assert(property, { numRuns: 60, seed: 20260101 });
  });
});

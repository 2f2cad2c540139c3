import fc from "fast-check";
import { judge } from "./world/judge";
import { anyPlan } from "./world/plan";
import { play } from "./world/play";
import type { Order } from "./world/stage";

/** `GUARANTEE_RUNS=20000 GUARANTEE_SEED=$RANDOM npx jest test/guarantees` for a long night. */
const { GUARANTEE_RUNS: runs = "100", GUARANTEE_SEED: seed = "20260101" } = process.env;

/**
 * Nothing accepted is lost, nothing is sent twice, Insights never falls back because of the relay, every wait ends, and no
 * text or secret is stored or logged: while any request is refused, hangs, breaks or loses its answer after it was acted
 * upon, and any instance is frozen or ends, at any moment. What is excused, and why, is in world/judge.ts.
 */
describe("whatever Twilio, Insights, the store and the platform do, every guarantee holds", () => {
  it.each<[Order]>([["any order"], ["their order"]])(
    "when callbacks come in %s",
    async (order) => {
      const property = fc.asyncProperty(anyPlan, async (plan) => {
        expect(await judge(await play(plan, order), order)).toEqual([]);
      });
      await fc.assert(property, { numRuns: Number(runs), seed: Number(seed) });
    },
    Number(runs) * 1_000,
  );
});

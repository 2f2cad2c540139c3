import { isTooLarge, LIMIT_BYTES } from "../scripts/function-sizes.mjs";
import { median, medianDifference, medianRatio } from "./stats.mjs";

/**
 * One promise of the project and what became of it in this run: met when `actual` is at most `limit`.
 *
 * @typedef {{ name: string, actual: number, limit: number, unit: string, met: boolean }} Goal
 */

/** The webhooks whose cold start is promised, and the hand-written function that each is compared with. */
const COLD = [
  ["status", "hand-written status"],
  ["events", "hand-written events"],
];
const WITHOUT_SDK = ["status", "inbound", "events"];

/**
 * @param {{ cold: Record<string, readonly import("./cold.mjs").ColdStart[]>,
 *   warm: { toSync: number, samples: Record<string, readonly number[]> },
 *   signature: { floor: readonly number[], event: readonly number[] },
 *   batch: { idealMs: number, samples: { events: readonly number[] } },
 *   outage: { notOk: number, lost: number, refusals: number, syncRequestsEach: number },
 *   drain: { samples: Record<"drain" | "floor", readonly number[]> },
 *   memory: { few: number, many: number },
 *   sizes: readonly import("../scripts/function-sizes.mjs").FunctionSize[] }} figures
 * @returns {Goal[]}
 */
export function judge({ cold, warm, signature, batch, outage, drain, memory, sizes }) {
  const whole = (name) => cold[name].map(({ wholeMs }) => wholeMs);
  const afterStart = (name) => cold[name].map(({ afterStartMs }) => afterStartMs);
  const withSdk = WITHOUT_SDK.filter((name) => cold[name].some(({ loadsTwilio }) => loadsTwilio));
  return [
    ...COLD.flatMap(([name, handWritten]) => [
      goal(`cold ${name}: whole / floor`, medianRatio(whole(name), whole("floor")), 1.6),
      goal(`cold ${name}: whole / hand-written`, medianRatio(whole(name), whole(handWritten)), 0.5),
      goal(
        `cold ${name}: after Node's start / hand-written`,
        medianRatio(afterStart(name), afterStart(handWritten)),
        1 / 3,
      ),
    ]),
    goal(`cold ${WITHOUT_SDK.join(", ")}: how many load twilio`, withSdk.length, 0),
    goal("warm status: beyond the floor", medianDifference(warm.samples.status, warm.samples.floor), 1, "ms"),
    goal("warm status: requests to Sync", warm.toSync, 0),
    goal("warm Volt event: proof / one RSA verification", medianRatio(signature.event, signature.floor), 5),
    goal("batch of 100 events: time / ideal", median(batch.samples.events) / batch.idealMs, 1.3),
    goal("outage: answers other than 200", outage.notOk, 0),
    goal("outage: messages that are not in Sync", outage.lost, 0),
    goal("outage: refusals by Sync", outage.refusals, 0),
    // One write; the rest is for the maps, which come into being.
    goal("outage: requests to Sync for an update", outage.syncRequestsEach, 1.5),
    goal("drain: time / the bare requests", medianRatio(drain.samples.drain, drain.samples.floor), 1 / 0.9),
    goal("drain of ten times as many keys: memory / of one", memory.many / memory.few, 1.3),
    goal(`functions beyond ${LIMIT_BYTES / 1_000} kB`, sizes.filter(isTooLarge).length, 0),
  ];
}

/** @returns {Goal} */
function goal(name, actual, limit, unit = "") {
  return { name, actual, limit, unit, met: actual <= limit };
}

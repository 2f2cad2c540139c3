import { readConstant } from "./constant.mjs";
import { inRounds } from "./rounds.mjs";
import { startSubjects } from "./warm.mjs";

export const EVENTS = 100;
export const LATENCY_MS = 50;

/**
 * Milliseconds for an Event Streams batch, with an Insights that takes its time. The hand-written function gets one batch
 * only: one event after the other takes it five seconds.
 *
 * @param {Awaited<ReturnType<typeof import("./upstream.mjs").startUpstream>>} upstream
 * @param {ReturnType<typeof import("./visits.mjs").visitsFor>} visits
 * @param {number} rounds
 * @param {(done: number, of: number) => void} onProgress
 */
export async function measureBatch(upstream, visits, rounds, onProgress) {
  const concurrency = readConstant("BATCH_CONCURRENCY", "src/runtime/accept-batch.ts");
  const subjects = startSubjects({
    floor: "bench/subjects/floor-batch.cjs",
    events: "dist/functions/twilio/events.js",
    "hand-written events": "bench/subjects/hand-written-events.cjs",
  });
  let mostUnderWay = 0;
  const callOnce = async ({ name, call }) => {
    await upstream.expect(LATENCY_MS);
    const { context, event } = visits.events(EVENTS);
    const [time = Number.NaN] = await call([{ context: { ...context, CONCURRENCY: concurrency }, event }]);
    const seen = await upstream.seen();
    if (seen.updates !== EVENTS)
      throw new Error(`Insights took ${seen.updates} updates instead of ${EVENTS}.`);
    if (name === "events") mostUnderWay = Math.max(mostUnderWay, seen.mostUnderWay);
    return time;
  };
  try {
    const [floor, events, handWritten] = subjects;
    const samples = await inRounds([floor, events], rounds, callOnce, onProgress);
    const oneAfterTheOther = await callOnce(handWritten);
    return {
      concurrency,
      mostUnderWay,
      idealMs: idealMs(EVENTS, concurrency, LATENCY_MS),
      samples: {
        floor: samples.get(floor),
        "hand-written events": [oneAfterTheOther],
        events: samples.get(events),
      },
    };
  } finally {
    for (const { stop } of subjects) stop();
  }
}

/** The least time in which so many requests can be answered, a fixed number of them at a time. */
export function idealMs(requests, concurrency, latencyMs) {
  return Math.ceil(requests / concurrency) * latencyMs;
}

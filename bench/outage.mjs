import { startOpenLoop } from "./open-loop.mjs";
import { startSync } from "./sync.mjs";

export const RATE = 100;
export const SYNC_LATENCY_MS = 5;

/** How long the floor is driven: nothing there changes with time. */
const FLOOR_SECONDS = 1;

/**
 * Status callbacks at a fixed rate, each about another message, while Insights refuses everything: what is answered, what
 * is then in Sync, and what Sync, with its documented limits, was asked.
 *
 * @param {Awaited<ReturnType<typeof import("./upstream.mjs").startUpstream>>} upstream
 * @param {ReturnType<typeof import("./visits.mjs").visitsFor>} visits
 * @param {number} seconds
 * @param {(done: number, of: number) => void} [onProgress]
 */
export async function measureOutage(upstream, visits, seconds, onProgress = () => undefined) {
  onProgress(0, 1);
  const sync = await startSync();
  const redirect = { "sync.twilio.com": sync.port, "api.twilio.com": upstream.port };
  const floor = startOpenLoop("bench/subjects/floor.cjs", redirect);
  const status = startOpenLoop("dist/functions/twilio/status.protected.js", redirect);
  const drive = (subject, time) =>
    subject.call(Array.from({ length: time * RATE }, visits.status), 1_000 / RATE);
  try {
    await upstream.goDown();
    await sync.expect({ latencyMs: SYNC_LATENCY_MS });
    const floorAnswers = await drive(floor, FLOOR_SECONDS);
    const answers = await drive(status, seconds);
    const { requests, refusals, entries } = await sync.seen();
    return {
      seconds,
      updates: answers.length,
      notOk: answers.filter(({ statusCode }) => statusCode !== 200).length,
      lost: answers.length - entries,
      syncRequestsEach: requests / answers.length,
      refusals,
      samples: { floor: floorAnswers.map(({ ms }) => ms), status: answers.map(({ ms }) => ms) },
    };
  } finally {
    for (const { stop } of [floor, status, sync]) stop();
  }
}

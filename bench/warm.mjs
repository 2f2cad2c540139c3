import { resolve } from "node:path";
import { startChild } from "./child.mjs";
import { inRounds } from "./rounds.mjs";

/**
 * Milliseconds for a status callback, the upstream's answer included: for every subject the mean of each round. And how
 * often Sync was asked meanwhile, which nothing but an outage should lead to.
 *
 * @param {Awaited<ReturnType<typeof import("./upstream.mjs").startUpstream>>} upstream
 * @param {ReturnType<typeof import("./visits.mjs").visitsFor>} visits
 * @param {{ rounds: number, callsPerRound: number }} effort
 * @param {(done: number, of: number) => void} onProgress
 */
export async function measureWarm(upstream, visits, { rounds, callsPerRound }, onProgress) {
  await upstream.expect(0);
  const subjects = startSubjects(
    {
      floor: "bench/subjects/floor.cjs",
      "hand-written status": "bench/subjects/hand-written-status.cjs",
      status: "dist/functions/twilio/status.protected.js",
    },
    { redirect: { "sync.twilio.com": upstream.port } },
  );
  const callTimes = async ({ call }) => {
    const times = await call(Array.from({ length: callsPerRound }, visits.status));
    return times.reduce((sum, time) => sum + time, 0) / times.length;
  };
  try {
    const samples = await inRounds(subjects, rounds, callTimes, onProgress);
    const { updates, toSync } = await upstream.seen();
    const expected = subjects.length * (rounds + 1) * callsPerRound;
    if (updates !== expected) throw new Error(`Insights took ${updates} updates instead of ${expected}.`);
    return {
      toSync,
      samples: Object.fromEntries([...samples].map(([{ name }, means]) => [name, means])),
    };
  } finally {
    for (const { stop } of subjects) stop();
  }
}

/**
 * A process for each subject, so that none of them gains or loses by what another has left in the heap.
 *
 * @param {Readonly<Record<string, string>>} files
 * @param {Parameters<typeof startChild>[2]} [options]
 */
export function startSubjects(files, options) {
  return Object.entries(files).map(([name, file]) => {
    const child = startChild("bench/warm-process.cjs", [resolve(file)], options);
    return {
      name,
      /** @returns {Promise<number[]>} milliseconds for each visit, one after the other */
      call: async (visits) => {
        child.send({ visits });
        return (await child.next()).times;
      },
      stop: child.stop,
    };
  });
}

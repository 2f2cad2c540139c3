import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { text } from "node:stream/consumers";
import { cleanEnvironment } from "./child.mjs";
import { inRounds } from "./rounds.mjs";

/** Far beyond any cold start: a process that takes longer hangs. */
const LIMIT_MS = 20_000;

/**
 * @typedef {{ name: string, file: string, visit: () => import("./visits.mjs").Visit, preload?: string }} ColdSubject
 * @typedef {{ wholeMs: number, afterStartMs: number, files: number, loadsTwilio: boolean }} ColdStart
 */

/**
 * Starts a new Node process for every subject in every round.
 *
 * @param {Awaited<ReturnType<typeof import("./upstream.mjs").startUpstream>>} upstream
 * @param {ReturnType<typeof import("./visits.mjs").visitsFor>} visits
 * @param {number} rounds
 * @param {(done: number, of: number) => void} onProgress
 */
export async function measureCold(upstream, visits, rounds, onProgress) {
  /** @type {ColdSubject[]} */
  const subjects = [
    // Each function's own exchange would differ from this one by microseconds, so one floor serves all.
    { name: "floor", file: "bench/subjects/floor.cjs", visit: visits.status },
    { name: "hand-written status", file: "bench/subjects/hand-written-status.cjs", visit: visits.status },
    {
      name: "hand-written events",
      file: "bench/subjects/hand-written-events.cjs",
      visit: () => visits.events(1),
    },
    { name: "status", file: "dist/functions/twilio/status.protected.js", visit: visits.status },
    { name: "events", file: "dist/functions/twilio/events.js", visit: () => visits.events(1) },
    { name: "inbound", file: "dist/functions/twilio/inbound.protected.js", visit: visits.inbound },
    // Twilio's REST API has one address, so only the redirect can bring this one to the stand-in.
    { name: "send", file: "dist/functions/send.js", visit: visits.send, preload: "dist/sandbox/redirect.js" },
  ];
  await upstream.expect(0);
  const samples = await inRounds(
    subjects,
    rounds,
    (subject) => coldStart(subject, upstream.port),
    onProgress,
  );

  const { updates } = await upstream.seen();
  const expected = subjects.length * (rounds + 1);
  if (updates !== expected) throw new Error(`Insights took ${updates} updates instead of ${expected}.`);
  return Object.fromEntries([...samples].map(([{ name }, starts]) => [name, starts]));
}

/**
 * @param {ColdSubject} subject
 * @param {number} upstreamPort
 * @returns {Promise<ColdStart>}
 */
async function coldStart({ name, file, visit, preload }, upstreamPort) {
  const env = {
    ...cleanEnvironment(),
    VISIT: JSON.stringify(visit()),
    ...(preload === undefined
      ? {}
      : { SANDBOX_REDIRECT: JSON.stringify({ "api.twilio.com": upstreamPort }) }),
  };
  const args = [
    ...(preload === undefined ? [] : ["--require", resolve(preload)]),
    "bench/cold-process.cjs",
    resolve(file),
  ];

  const start = performance.now();
  const child = spawn(process.execPath, args, {
    env,
    // What a function logs is dropped; the report comes over a pipe of its own.
    stdio: ["ignore", "ignore", "pipe", "pipe"],
    timeout: LIMIT_MS,
  });
  const [report, complaint] = await Promise.all([text(child.stdio[3]), text(child.stderr)]);
  const wholeMs = performance.now() - start;
  if (report === "") throw new Error(`The cold start of ${name} failed. ${complaint}`);
  return { wholeMs, ...JSON.parse(report) };
}

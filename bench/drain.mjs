import { readConstant } from "./constant.mjs";
import { startOpenLoop } from "./open-loop.mjs";
import { startSync } from "./sync.mjs";

export const LATENCY_MS = { insights: 50, twilio: 50, sync: 5 };
export const ENTRIES = 640;

/** What one entry waits for: it is taken up, its truth is read, posted and read again, and it is let go. */
const STEPS = /** @type {const} */ (["sync", "twilio", "insights", "twilio", "sync"]);
/** Beyond anything here: what Sync's limits allow is another question, and would hide what the drain does. */
const NO_LIMIT = 1_000_000;
/** Enough to load the SDK and to open every connection before it counts. */
const WARMING = 40;

/**
 * Milliseconds in which the built drain brings a full outbox to Insights, called again until nothing remains.
 *
 * @param {Awaited<ReturnType<typeof import("./upstream.mjs").startUpstream>>} upstream
 * @param {ReturnType<typeof import("./visits.mjs").visitsFor>} visits
 * @param {number} rounds
 * @param {(done: number, of: number) => void} onProgress
 */
export async function measureDrain(upstream, visits, rounds, onProgress) {
  const concurrency = readConstant("DRAIN_CONCURRENCY", "src/relay/drain.ts");
  const pages = readConstant("SHARDS", "src/twilio/sync-shards.ts");
  const sync = await startSync({ writesPerSecond: NO_LIMIT, readsPerSecond: NO_LIMIT });
  const subject = startOpenLoop("dist/functions/ops/drain.js", {
    "sync.twilio.com": sync.port,
    "api.twilio.com": upstream.port,
  });
  const times = [];
  let mostUnderWay = 0;
  try {
    await upstream.expect(LATENCY_MS.insights);
    await sync.expect({ latencyMs: LATENCY_MS.sync, fill: WARMING });
    await drainAll(subject, visits);
    for (let round = 0; round < rounds; round++) {
      onProgress(round, rounds);
      await sync.expect({ latencyMs: LATENCY_MS.sync, fill: ENTRIES });
      await upstream.seen();
      times.push(await drainAll(subject, visits));
      const seen = await upstream.seen();
      const { entries } = await sync.seen();
      if (seen.updates !== ENTRIES || entries !== 0)
        throw new Error(`The drain brought ${seen.updates} updates of ${ENTRIES}, and left ${entries}.`);
      mostUnderWay = Math.max(mostUnderWay, seen.mostUnderWay);
    }
    return {
      concurrency,
      mostUnderWay,
      idealMs: idealDrainMs({ entries: ENTRIES, concurrency, pages, latencyMs: LATENCY_MS }),
      samples: { drain: times },
    };
  } finally {
    for (const { stop } of [subject, sync]) stop();
  }
}

async function drainAll(subject, visits) {
  let total = 0;
  for (let cursor; ;) {
    const [{ statusCode, body, ms }] = await subject.call([visits.drain(cursor)]);
    if (statusCode !== 200) throw new Error(`The drain answered ${statusCode}: ${JSON.stringify(body)}`);
    total += ms;
    ({ cursor } = typeof body === "string" ? JSON.parse(body) : body);
    if (cursor === undefined) return total;
  }
}

/**
 * The least time in which so many entries can be drained, a fixed number of them at a time, when the upstreams take that
 * long over each answer, and every page is waited for.
 *
 * @param {{ entries: number, concurrency: number, pages: number, latencyMs: typeof LATENCY_MS }} given
 */
export function idealDrainMs({ entries, concurrency, pages, latencyMs }) {
  const entryMs = STEPS.reduce((sum, upstream) => sum + latencyMs[upstream], 0);
  return Math.ceil(entries / concurrency) * entryMs + pages * latencyMs.sync;
}

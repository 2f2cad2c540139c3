import { startChild } from "./child.mjs";
import { readConstant } from "./constant.mjs";
import { startOpenLoop } from "./open-loop.mjs";
import { startSync } from "./sync.mjs";

export const LATENCY_MS = { insights: 50, twilio: 50, sync: 5 };
export const ENTRIES = 640;

/** Beyond anything here: what Sync's limits allow is another question, and would hide what the drain does. */
const NO_LIMIT = 1_000_000;
/** Enough to load the SDK and to open every connection before it counts. */
const WARMING = 40;

/**
 * Milliseconds in which the built drain brings a full outbox to Insights, called again until nothing remains; and in which
 * the bare requests for it are made.
 *
 * @param {Awaited<ReturnType<typeof import("./upstream.mjs").startUpstream>>} upstream
 * @param {ReturnType<typeof import("./visits.mjs").visitsFor>} visits
 * @param {number} rounds
 * @param {(done: number, of: number) => void} onProgress
 */
export async function measureDrain(upstream, visits, rounds, onProgress) {
  const concurrency = readConstant("DRAIN_CONCURRENCY", "src/relay/drain.ts");
  const sync = await startSync({ writesPerSecond: NO_LIMIT, readsPerSecond: NO_LIMIT });
  const subject = startOpenLoop("dist/functions/ops/drain.js", {
    "sync.twilio.com": sync.port,
    "api.twilio.com": upstream.port,
  });
  const floor = startChild("bench/drain-floor-process.mjs", [
    String(sync.port),
    String(upstream.port),
    String(concurrency),
  ]);
  const samples = { drain: [], floor: [] };
  const refill = (fill) => sync.expect({ latencyMs: LATENCY_MS.sync, fill });
  let mostUnderWay = 0;
  try {
    await upstream.expect(LATENCY_MS.insights);
    await refill(WARMING);
    await drainAll(subject, visits);
    for (let round = 0; round < rounds; round++) {
      onProgress(round, rounds);
      await refill(ENTRIES);
      await upstream.seen();
      floor.send("again");
      samples.floor.push((await floor.next()).ms);
      requireAll(await upstream.seen());
      // What the floor has let go of is filled in again.
      await refill(ENTRIES);
      samples.drain.push(await drainAll(subject, visits));
      const seen = await upstream.seen();
      requireAll(seen, await sync.seen());
      mostUnderWay = Math.max(mostUnderWay, seen.mostUnderWay);
    }
    return { concurrency, mostUnderWay, samples };
  } finally {
    for (const { stop } of [subject, floor, sync]) stop();
  }
}

function requireAll({ updates }, { entries } = { entries: 0 }) {
  if (updates !== ENTRIES || entries !== 0)
    throw new Error(`The drain brought ${updates} updates of ${ENTRIES}, and left ${entries}.`);
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

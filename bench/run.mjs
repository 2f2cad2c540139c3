import { existsSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import { functionSizes } from "../scripts/function-sizes.mjs";
import { measureBatch } from "./batch.mjs";
import { measureCold } from "./cold.mjs";
import { measureDrain } from "./drain.mjs";
import { judge } from "./goals.mjs";
import { measureMemory } from "./memory.mjs";
import { HELP, readOptions } from "./options.mjs";
import { measureOutage } from "./outage.mjs";
import { progressOn } from "./progress.mjs";
import { report } from "./report.mjs";
import { measureSignature } from "./signature.mjs";
import { startUpstream } from "./upstream.mjs";
import { visitsFor } from "./visits.mjs";
import { measureWarm } from "./warm.mjs";

/** @param {ReturnType<typeof readOptions>["effort"]} effort */
async function measure({ coldRounds, warmRounds, callsPerRound, batchRounds, outageSeconds, drainRounds }) {
  const progress = progressOn(process.stderr);
  const [load] = loadavg();
  const start = performance.now();
  const upstream = await startUpstream();
  try {
    const visits = visitsFor(upstream.port);
    return {
      machine: `Node ${process.version} on ${process.platform}, ${availableParallelism()} CPUs, load ${load.toFixed(1)} before`,
      cold: await measureCold(upstream, visits, coldRounds, progress.stage("cold")),
      warm: await measureWarm(
        upstream,
        visits,
        { rounds: warmRounds, callsPerRound },
        progress.stage("warm"),
      ),
      signature: await measureSignature({ rounds: warmRounds, callsPerRound }),
      batch: await measureBatch(upstream, visits, batchRounds, progress.stage("batch")),
      outage: await measureOutage(upstream, visits, outageSeconds, progress.stage("outage")),
      drain: await measureDrain(upstream, visits, drainRounds, progress.stage("drain")),
      memory: await measureMemory(),
      sizes: functionSizes("dist"),
      seconds: Math.round((performance.now() - start) / 1_000),
    };
  } finally {
    progress.end();
    upstream.stop();
  }
}

async function main() {
  const options = readOptions(process.argv.slice(2));
  if (options.help) {
    console.log(HELP);
    return;
  }
  if (!existsSync("dist/functions.meta.json")) throw new Error("Build first: npm run build");
  const figures = await measure(options.effort);
  const goals = judge(figures);
  console.log(options.json ? JSON.stringify({ ...figures, goals }) : report(figures, goals));
  if (options.strict && goals.some(({ met }) => !met)) process.exitCode = 1;
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
});

import { sizeTable } from "../scripts/function-sizes.mjs";
import { textTable } from "../scripts/text-table.mjs";
import { EVENTS, LATENCY_MS } from "./batch.mjs";
import { ENTRIES, LATENCY_MS as DRAIN_LATENCY_MS } from "./drain.mjs";
import { FEW, MANY } from "./memory.mjs";
import { RATE, SYNC_LATENCY_MS } from "./outage.mjs";
import { EVENT_BYTES } from "./signature.mjs";
import { median, medianDifference, medianRatio, quantile } from "./stats.mjs";

const HAND_WRITTEN = { status: "hand-written status", events: "hand-written events" };

/**
 * What a bench has found, for people.
 *
 * @param {Parameters<typeof import("./goals.mjs").judge>[0] & { machine: string, seconds: number,
 *   batch: Awaited<ReturnType<typeof import("./batch.mjs").measureBatch>>,
 *   outage: Awaited<ReturnType<typeof import("./outage.mjs").measureOutage>>,
 *   drain: Awaited<ReturnType<typeof import("./drain.mjs").measureDrain>> }} figures
 * @param {readonly import("./goals.mjs").Goal[]} goals
 */
export function report(
  { machine, seconds, cold, warm, signature, batch, outage, drain, memory, sizes },
  goals,
) {
  return [
    `${machine}, ${seconds} s. Milliseconds: the median, and in brackets the middle half.`,
    "",
    `COLD: a new Node process, one signed request, one POST to Insights, the answer (${cold.floor.length} rounds)`,
    coldTable(cold),
    "For information, without a goal: inbound, and send, which reaches its stand-in for Twilio by a preloaded redirect.",
    "",
    `WARM: one status callback of many, Insights' answer included (${warm.samples.floor.length} rounds)`,
    warmTable(warm.samples),
    `Requests to Sync meanwhile: ${warm.toSync}`,
    "",
    `SIGNATURE: one Volt event of ${EVENT_BYTES} bytes, its way to be signed known (${signature.floor.length} rounds); microseconds`,
    signatureTable(signature),
    "",
    `BATCH: ${EVENTS} events, an Insights that takes ${LATENCY_MS} ms, ${batch.concurrency} requests at a time (seen: ${batch.mostUnderWay}); ideal ${batch.idealMs} ms`,
    batchTable(batch),
    "",
    `OUTAGE: ${RATE} status callbacks a second for ${outage.seconds} s, each of another message; Insights answers 429, Sync takes ${SYNC_LATENCY_MS} ms`,
    outageTable(outage),
    `${outage.updates} updates: ${outage.notOk} answered other than 200, ${outage.lost} not in Sync; ${outage.syncRequestsEach.toFixed(2)} requests to Sync for each, ${outage.refusals} refused`,
    "",
    `DRAIN: ${ENTRIES} messages, ${drain.concurrency} at a time (seen: ${drain.mostUnderWay} posts); Insights takes ${DRAIN_LATENCY_MS.insights} ms, Twilio ${DRAIN_LATENCY_MS.twilio}, Sync ${DRAIN_LATENCY_MS.sync} (${drain.samples.drain.length} rounds)`,
    drainTable(drain),
    `Heap beside the stored records: ${megabytes(memory.few)} with ${FEW} keys, ${megabytes(memory.many)} with ${MANY} (${(memory.many / memory.few).toFixed(2)})`,
    "",
    "SIZE",
    sizeTable(sizes),
    "",
    "GOALS",
    goalTable(goals),
  ].join("\n");
}

function coldTable(cold) {
  const column = (name, key) => cold[name].map((start) => start[key]);
  const over = (name, key, other) =>
    other === undefined || other === name
      ? ""
      : medianRatio(column(name, key), column(other, key)).toFixed(2);
  return textTable(
    [
      "",
      "whole",
      "/ floor",
      "/ hand-written",
      "after Node's start",
      "/ floor",
      "/ hand-written",
      "files",
      "twilio",
    ],
    Object.entries(cold).map(([name, [{ files, loadsTwilio }]]) => [
      name,
      spread(column(name, "wholeMs")),
      over(name, "wholeMs", "floor"),
      over(name, "wholeMs", HAND_WRITTEN[name]),
      spread(column(name, "afterStartMs")),
      over(name, "afterStartMs", "floor"),
      over(name, "afterStartMs", HAND_WRITTEN[name]),
      String(files),
      loadsTwilio ? "loaded" : "not loaded",
    ]),
  );
}

function warmTable(warm) {
  return textTable(
    ["", "a callback", "beyond the floor"],
    Object.entries(warm).map(([name, means]) => [
      name,
      spread(means, 3),
      name === "floor" ? "" : medianDifference(means, warm.floor).toFixed(3),
    ]),
  );
}

function signatureTable({ floor, event }) {
  return textTable(
    ["", "a proof", "/ floor"],
    [
      ["floor", spread(floor), ""],
      ["Volt event", spread(event), medianRatio(event, floor).toFixed(2)],
    ],
  );
}

function batchTable({ samples, idealMs }) {
  return textTable(
    ["", "the batch", "/ ideal"],
    Object.entries(samples).map(([name, times]) => [
      name,
      spread(times, 0),
      (median(times) / idealMs).toFixed(2),
    ]),
  );
}

/** Not in rounds: the floor was driven before. */
function outageTable({ samples }) {
  return textTable(
    ["", "a callback", "19 of 20", "/ floor"],
    Object.entries(samples).map(([name, times]) => [
      name,
      spread(times),
      quantile(times, 0.95).toFixed(1),
      name === "floor" ? "" : (median(times) / median(samples.floor)).toFixed(2),
    ]),
  );
}

function drainTable({ samples }) {
  return textTable(
    ["", "the drain", "/ bare requests"],
    Object.entries(samples).map(([name, times]) => [
      name,
      spread(times, 0),
      medianRatio(times, samples.floor).toFixed(2),
    ]),
  );
}

function megabytes(bytes) {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function goalTable(goals) {
  return textTable(
    ["", "actual", "at most", ""],
    goals.map(({ name, actual, limit, unit, met }) => [
      name,
      rounded(actual) + unit,
      rounded(limit) + unit,
      met ? "met" : "MISSED",
    ]),
  );
}

function rounded(value) {
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}

function spread(values, digits = 1) {
  const [low, middle, high] = [0.25, 0.5, 0.75].map((share) => quantile(values, share).toFixed(digits));
  return `${middle} (${low}-${high})`;
}

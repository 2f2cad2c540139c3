import { readFileSync, readdirSync, statSync } from "node:fs";
import { textTable } from "./text-table.mjs";

/** Node reads and compiles all of a bundle before a new instance answers its first request. */
export const LIMIT_BYTES = 150_000;

/** What lies in a provider's folder is called by that provider, and no provider waits long. */
const WEBHOOK = /^(twilio|telerivet|volt)\//;

/**
 * @typedef {{ name: string, bytes: number }} Part
 * @typedef {{ name: string, bytes: number, isWebhook: boolean, largest: readonly Part[] }} FunctionSize
 */

/**
 * The size of every function that a deployment would take along, with what makes up most of it.
 *
 * @param {string} dist the folder that scripts/build.mjs has filled
 * @returns {FunctionSize[]}
 */
export function functionSizes(dist) {
  const { outputs } = JSON.parse(readFileSync(`${dist}/functions.meta.json`, "utf8"));
  return readdirSync(`${dist}/functions`, { recursive: true })
    .map((path) => String(path).replaceAll("\\", "/"))
    .filter((path) => path.endsWith(".js"))
    .sort()
    .map((path) => {
      const output = Object.entries(outputs).find(([name]) => name.endsWith(`/functions/${path}`));
      return {
        name: path.replace(/\.js$/, ""),
        bytes: statSync(`${dist}/functions/${path}`).size,
        isWebhook: WEBHOOK.test(path),
        largest: partsOf(output?.[1].inputs ?? {}).slice(0, 3),
      };
    });
}

/**
 * What a bundle is made of, the largest part first: each package by its name, and the project's own code as one part.
 *
 * @param {Record<string, { bytesInOutput: number }>} inputs of one output in esbuild's metafile
 * @returns {Part[]}
 */
export function partsOf(inputs) {
  /** @type {Map<string, number>} */
  const parts = new Map();
  for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
    const name = packageOf(path);
    parts.set(name, (parts.get(name) ?? 0) + bytesInOutput);
  }
  return [...parts].map(([name, bytes]) => ({ name, bytes })).sort((a, b) => b.bytes - a.bytes);
}

/** @param {string} path */
function packageOf(path) {
  return /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? "own code";
}

/** @param {FunctionSize} size */
export function isTooLarge({ bytes }) {
  return bytes > LIMIT_BYTES;
}

/** @param {readonly FunctionSize[]} sizes */
export function sizeTable(sizes) {
  return textTable(
    ["function", "kB", "limit", "", "made of"],
    sizes.map((size) => [
      size.name + (size.isWebhook ? " (webhook)" : ""),
      kilobytes(size.bytes),
      kilobytes(LIMIT_BYTES),
      isTooLarge(size) ? "TOO LARGE" : "ok",
      size.largest.map(({ name, bytes }) => `${name} ${kilobytes(bytes)}`).join(", "),
    ]),
  );
}

/** @param {number} bytes */
function kilobytes(bytes) {
  return (bytes / 1_000).toFixed(1);
}

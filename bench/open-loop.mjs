import { resolve } from "node:path";
import { startChild } from "./child.mjs";

/**
 * A Function in a process of its own that takes any number of calls at once.
 *
 * @param {string} file
 * @param {Readonly<Record<string, number>>} redirect hosts that are stood in for, and where
 */
export function startOpenLoop(file, redirect) {
  const child = startChild("bench/open-loop-process.cjs", [resolve(file)], { redirect });
  return {
    /**
     * @param {readonly import("./visits.mjs").Visit[]} visits
     * @param {number} [everyMs] from one visit's beginning to the next one's
     * @returns {Promise<{ statusCode: number, body: any, ms: number }[]>}
     */
    call: async (visits, everyMs = 0) => {
      child.send({ visits, everyMs });
      return (await child.next()).answers;
    },
    stop: child.stop,
  };
}

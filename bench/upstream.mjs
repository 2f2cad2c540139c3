import { startChild } from "./child.mjs";

/**
 * Starts the stand-in for Insights and Twilio's REST API.
 *
 * `expect` sets how long it takes over an answer and forgets what it has seen; `seen` tells that, and forgets it too.
 * `goDown` lets Insights refuse everything until the next `expect`.
 */
export async function startUpstream() {
  const child = startChild("bench/upstream-process.mjs");
  const { port } = await child.next();
  const ask = async (wish) => {
    child.send(wish);
    return (await child.next()).seen;
  };
  return {
    port,
    /** @param {number} latencyMs */
    expect: (latencyMs) => ask({ latencyMs }),
    goDown: () => ask({ latencyMs: 0, isDown: true }),
    /** @returns {Promise<{ updates: number, mostUnderWay: number, toSync: number }>} */
    seen: () => ask({}),
    stop: () => child.stop(),
  };
}

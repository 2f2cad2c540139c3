import { bundle } from "./bundle.mjs";
import { startChild } from "./child.mjs";
import { ACCOUNT_SID, AUTH_TOKEN } from "./visits.mjs";

const SOURCES = [
  "src/sandbox/sync/sync.ts",
  "src/twilio/sync-store.ts",
  "src/relay/deadline.ts",
  "src/relay/defer.ts",
];

/**
 * Starts the sandbox's Twilio Sync. `expect` fills its outbox, sets how long it takes over an answer and forgets what it
 * has seen; `seen` tells that, and forgets it too.
 *
 * @param {{ writesPerSecond?: number, readsPerSecond?: number }} [limits] Sync's documented ones unless told
 */
export async function startSync(limits = {}) {
  const { file, remove } = await bundle(SOURCES);
  const options = { accountSid: ACCOUNT_SID, authToken: AUTH_TOKEN, ...limits };
  const child = startChild("bench/sync-process.mjs", [file, JSON.stringify(options)]);
  try {
    const { port } = await child.next();
    const ask = async (wish) => {
      child.send(wish);
      return (await child.next()).seen;
    };
    return {
      port,
      /** @param {{ latencyMs: number, fill?: number }} wish */
      expect: ({ latencyMs, fill = 0 }) => ask({ latencyMs, fill }),
      /** @returns {Promise<{ requests: number, refusals: number, entries: number }>} */
      seen: () => ask({}),
      stop: child.stop,
    };
  } finally {
    remove();
  }
}

// Drains an outbox in memory, with upstreams that answer at once, and tells the most that the heap held beside the store's
// own records: with `--expose-gc`, the heap is swept before each look.
import { pathToFileURL } from "node:url";

const [, , bundle, count] = process.argv;
const relay = await import(pathToFileURL(bundle).href);
const { memoryStore, defer, drain, deadlineIn, createRankGuard, createPause, createTurns } = relay;

/** Looks during a drain. */
const LOOKS = 10;
/** More than the guard's capacity. */
const GUARDED = 12_000;
const keys = Number(count);

const message = (key) => ({ endpoint: "/data/messages/twilio", key, status: "delivered", payload: {} });

let time = 0;
const now = () => time;
const store = memoryStore(now, 100);

function heap() {
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}

// An instance that has lived for a while remembers as many messages as it ever will; they are not the drain's.
const guard = createRankGuard();
for (let n = 0; n < GUARDED; n++)
  guard.delivered(message({ provider: "twilio", id: `MM${String(n).padStart(32, "0")}` }));

const empty = heap();
for (let n = 0; n < keys; n++) {
  const id = `SM${String(n).padStart(32, "0")}`;
  await defer({ provider: "twilio", id }, "insights_unavailable", store, now);
}
const recordBytes = (heap() - empty) / keys;
time = 60_000;

let removed = 0;
let most = 0;
const watched = {
  ...store,
  async remove(...what) {
    const done = await store.remove(...what);
    removed++;
    if (removed % (keys / LOOKS) === 0) most = Math.max(most, heap() - (keys - removed) * recordBytes);
    return done;
  },
};
const { delivered } = await drain(deadlineIn(60_000, now), {
  store: watched,
  now,
  guard,
  pause: createPause(0, now),
  turns: createTurns(() => new Promise(() => undefined)),
  waiting: new Map(),
  random: () => 0.5,
  sleep: () => Promise.resolve(),
  reread: (update) => Promise.resolve(update),
  truth: (key) => Promise.resolve(message(key)),
  post: () => Promise.resolve({ verdict: "taken" }),
});
process.send({ delivered, bytes: most });
process.on("disconnect", () => process.exit());

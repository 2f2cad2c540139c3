import { deadlineIn } from "../../src/relay/deadline";
import { defer } from "../../src/relay/defer";
import { drain } from "../../src/relay/drain";
import type { DrainTools } from "../../src/relay/drain-entry";
import { DEAD, OUTBOX } from "../../src/relay/outbox-entry";
import { createPause } from "../../src/relay/pause";
import { createRankGuard } from "../../src/relay/rank-guard";
import type { RecordStore } from "../../src/relay/record-store";
import { createTurns } from "../../src/relay/turns";
import { sandboxAccounts } from "../../src/sandbox/accounts";
import { startSync, type Sync } from "../../src/sandbox/sync/sync";
import type { Rest } from "../../src/twilio/rest";
import { syncStore } from "../../src/twilio/sync-store";
import { everything } from "../helpers/everything";
import { syncRest } from "../helpers/sync-rest";

const { accountSid, authToken } = sandboxAccounts;
/** Each is written three times; the sixteen maps bear sixteen times one second's worth at once. */
const MESSAGES = 300;
const BURST = { burstSeconds: 1 };

let sync: Sync;
let rest: Rest;
let time = Date.UTC(2026, 0, 1);
const now = () => time;
const sleep = (ms: number) => {
  time += ms;
  return Promise.resolve();
};

beforeAll(async () => {
  sync = await startSync({ accountSid, authToken, now, ...BURST });
  rest = syncRest(sync);
});
afterAll(() => sync.close());

function openStore(budgetMs: number): RecordStore {
  return syncStore(rest, deadlineIn(budgetMs, now), { random: () => 0.5, sleep });
}

const posted = new Set<string>();

/** One call of a scheduler. */
function call(cursor: string | undefined) {
  const deadline = deadlineIn(9_000, now);
  const tools: DrainTools = {
    ...{ store: openStore(9_000), now, sleep, random: () => 0.5, waiting: new Map() },
    guard: createRankGuard(),
    pause: createPause(0, now),
    turns: createTurns(() => new Promise(() => undefined)),
    reread: (update) => Promise.resolve(update),
    truth: (key) =>
      Promise.resolve({ endpoint: "/data/messages/twilio", key, status: "delivered", payload: {} }),
    post: ({ key }) => {
      posted.add(key.id);
      return Promise.resolve({ verdict: "taken" });
    },
  };
  return drain(deadline, tools, cursor === undefined ? {} : { cursor });
}

const kept = (collection: string) => everything(openStore(60_000), collection);

test("a backlog larger than what Sync bears at once is brought to Insights, call by call, and nothing dies of it", async () => {
  for (let n = 0; n < MESSAGES; n += 20) {
    const some = Array.from({ length: 20 }, (_, i) => ({ provider: "twilio", id: `SM${n + i}` }));
    await Promise.all(some.map((key) => defer(key, "insights_unavailable", openStore(60_000), now)));
    time += 1_000;
  }
  const refusals = () => sync.requests.filter(({ status }) => status === 429).length;
  expect(refusals()).toBe(0);

  let cursor: string | undefined;
  for (let calls = 0; (await kept(OUTBOX)).length > 0; calls++) {
    expect(calls).toBeLessThan(50);
    ({ cursor } = { cursor: undefined, ...(await call(cursor)) });
    time += 60_000;
  }
  expect(refusals()).toBeGreaterThan(0);
  expect(posted.size).toBe(MESSAGES);
  expect(await kept(DEAD)).toEqual([]);
}, 20_000);

// The sandbox's Twilio Sync in a process of its own. Takes { latencyMs, fill } over IPC, keeps as many messages as `fill`
// says the way the relay keeps them, tells what it has seen since, and forgets that.
import { pathToFileURL } from "node:url";
import { setTimeout } from "node:timers/promises";
const [, , bundle, options] = process.argv;
const { startSync, syncStore, deadlineIn, defer } = await import(pathToFileURL(bundle).href);
const { accountSid, authToken, ...limits } = JSON.parse(options);

const sync = await startSync({ accountSid, authToken, ...limits });
const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString("base64")}`;
let filled = 0;
let seen = { requests: 0, refusals: 0 };

sync.onAnswer((_request, { status }) => {
  seen.requests++;
  if (status === 429) seen.refusals++;
});

async function rest({ method, uri, form, headers }) {
  const url = uri.replace("https://sync.twilio.com", sync.url);
  const init = { method: method.toUpperCase(), headers: { ...headers, authorization } };
  const answer = await fetch(url, form === undefined ? init : { ...init, body: form });
  return { statusCode: answer.status, body: await answer.text(), headers: {} };
}

/** Since a minute, so that all of them are due. */
async function fill(count) {
  const store = syncStore(rest, deadlineIn(60_000, Date.now), { random: Math.random, sleep: setTimeout });
  const aMinuteAgo = Date.now() - 60_000;
  const one = () => {
    const id = `SM${String(++filled).padStart(32, "0")}`;
    return defer({ provider: "twilio", id }, "insights_unavailable", store, () => aMinuteAgo);
  };
  for (let left = count; left > 0; left -= 10)
    await Promise.all(Array.from({ length: Math.min(10, left) }, one));
}

function entries() {
  const outbox = [...sync.maps].filter(([name]) => name.startsWith("volt-relay-outbox-"));
  const items = outbox.flatMap(([, map]) => [...map.values()]);
  return items.filter(({ data }) => data.removed !== true).length;
}

process.on("message", async (wish) => {
  const before = { ...seen, entries: entries() };
  if ("latencyMs" in wish) {
    sync.always(undefined);
    await fill(wish.fill);
    if (wish.latencyMs > 0) sync.always({ delayMs: wish.latencyMs });
  }
  seen = { requests: 0, refusals: 0 };
  process.send({ seen: before });
});
process.on("disconnect", () => process.exit());

process.send({ port: sync.port });

// The floor of a drain: the same requests to the same stand-ins, as many at a time, by bare node:http, with nothing
// understood and nothing decided. Takes any message over IPC, and answers with the milliseconds that it took.
import http from "node:http";
import { ACCOUNT_SID, AUTH_TOKEN } from "./visits.mjs";

const [, , syncPort, upstreamPort, concurrency] = process.argv.map(Number);
const agent = new http.Agent({ keepAlive: true });
const authorization = `Basic ${Buffer.from(`${ACCOUNT_SID}:${AUTH_TOKEN}`).toString("base64")}`;

function ask(port, method, path, type = "application/json", body = "") {
  return new Promise((resolve, reject) => {
    const headers = { authorization, "content-type": type, "content-length": Buffer.byteLength(body) };
    const request = http.request({ port, host: "127.0.0.1", method, path, agent, headers }, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () => resolve(Buffer.concat(chunks).toString()));
    });
    request.on("error", reject);
    request.end(body);
  });
}

async function entries() {
  const { maps } = JSON.parse(await ask(syncPort, "GET", "/v1/Services/default/Maps?PageSize=100"));
  const found = await Promise.all(maps.map(({ unique_name: map }) => entriesOf(map)));
  return found.flat();
}

async function entriesOf(map) {
  const found = [];
  for (let path = `/v1/Services/default/Maps/${map}/Items?PageSize=50`; ;) {
    const { items, meta } = JSON.parse(await ask(syncPort, "GET", path));
    for (const { key, data } of items)
      if (!data.removed) found.push({ path: itemPath(map, key), id: data.id });
    if (meta.next_page_url === null) return found;
    const { pathname, search } = new URL(meta.next_page_url);
    path = pathname + search;
  }
}

const itemPath = (map, key) => `/v1/Services/default/Maps/${map}/Items/${encodeURIComponent(key)}`;

const FORM = new URLSearchParams({ Data: JSON.stringify({ removed: true }), ItemTtl: "300" }).toString();
const write = (path) => ask(syncPort, "POST", path, "application/x-www-form-urlencoded", FORM);

async function drainOne({ path, id }) {
  const truth = `/2010-04-01/Accounts/${ACCOUNT_SID}/Messages/${id}.json`;
  await write(path);
  const message = await ask(upstreamPort, "GET", truth);
  await ask(upstreamPort, "POST", "/data/messages/twilio", undefined, message);
  await ask(upstreamPort, "GET", truth);
  await write(path);
}

process.on("message", async () => {
  const began = performance.now();
  const left = await entries();
  const worker = async () => {
    for (let entry = left.pop(); entry !== undefined; entry = left.pop()) await drainOne(entry);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  process.send({ ms: performance.now() - began });
});
process.on("disconnect", () => process.exit());

// A stand-in for Volt Insights and for Twilio's Messages resource, in a process of its own so that its work is not
// counted as the relay's. Speaks with its parent over IPC: tells its port, takes a latency, tells what it has seen.
import { createServer } from "node:http";

/** The message of every send. */
const SENT = `SM${"0".repeat(32)}`;

let latencyMs = 0;
let isDown = false;
let seen = { updates: 0, underWay: 0, mostUnderWay: 0, toSync: 0 };

const server = createServer((request, response) => {
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    const body = Buffer.concat(chunks).toString();
    const sid = /\/Messages\/(\w+)\.json$/.exec(request.url)?.[1];
    if (request.headers.host === "sync.twilio.com") refuseSync(response);
    else if (request.url?.endsWith("/Messages.json"))
      answer(response, 201, sentMessage(new URLSearchParams(body)));
    else if (sid !== undefined) setTimeout(() => answer(response, 200, messageOf(sid)), latencyMs);
    else takeUpdate(request, response, body);
  });
});

// A bench that pauses between two rounds must not find its connections closed.
server.keepAliveTimeout = 60_000;

/** Whoever is led here for Sync has no business there, and is counted. */
function refuseSync(response) {
  seen.toSync++;
  answer(response, 404, { code: 20404, message: "There is no Sync here.", status: 404 });
}

function takeUpdate(request, response, body) {
  if (isDown) {
    // Asked to wait longer than a Function lives, the relay gives up at once.
    answer(response, 429, { message: "Too many requests" }, { "retry-after": "3600" });
    return;
  }
  seen.underWay++;
  seen.mostUnderWay = Math.max(seen.mostUnderWay, seen.underWay);
  const finish = () => {
    seen.underWay--;
    const { sid, status } = JSON.parse(body);
    const isUpdate =
      request.url === "/data/messages/twilio" && typeof sid === "string" && status !== undefined;
    if (isUpdate) seen.updates++;
    answer(response, isUpdate ? 202 : 400, { statusCode: isUpdate ? 202 : 400, body: { requestId: sid } });
  };
  if (latencyMs === 0) finish();
  else setTimeout(finish, latencyMs);
}

function answer(response, status, body, headers = {}) {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
}

/** The fields that matter of https://www.twilio.com/docs/messaging/api/message-resource */
function sentMessage(form) {
  return {
    sid: SENT,
    status: "queued",
    direction: "outbound-api",
    from: form.get("From"),
    to: form.get("To"),
    body: form.get("Body"),
    error_code: null,
  };
}

/** What has just been sent is looked at again at once, and has not gone on by then. */
function messageOf(sid) {
  const form = new URLSearchParams({ From: "+15550100001", To: "+15550100002", Body: "See you at eight" });
  return { ...sentMessage(form), sid, ...(sid === SENT ? {} : { status: "delivered" }) };
}

process.on("message", (wish) => {
  if ("latencyMs" in wish) ({ latencyMs, isDown = false } = wish);
  process.send({ seen });
  seen = { ...seen, updates: 0, mostUnderWay: 0, toSync: 0 };
});
// The parent is gone, however it went.
process.on("disconnect", () => process.exit());

server.listen(0, "127.0.0.1", () => process.send({ port: server.address().port }));

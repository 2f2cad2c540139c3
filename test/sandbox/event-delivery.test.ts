import { createHash } from "node:crypto";
import { validateRequest, validateRequestWithBody } from "twilio/lib/webhooks/webhooks";
import { testEvent } from "../../src/sandbox/twilio/event-streams";
import type { Fault } from "../../src/sandbox/stand-in/fault";
import { closeAfterEach } from "./close-after-each";
import { signatureOf, startRelayDouble } from "./relay-double";
import { accountSid, authToken, start, startSandboxTwilio } from "./twilio-fixture";

const opened = closeAfterEach();
const events = [testEvent(accountSid, "7ec9", { at: start })];

async function startBoth(options: Parameters<typeof startSandboxTwilio>[0] = {}) {
  const relay = opened(await startRelayDouble());
  const twilio = opened(await startSandboxTwilio(options));
  const only = () => {
    const [request, ...more] = relay.requests;
    if (!request || more.length > 0) throw new Error(`${relay.requests.length} requests came`);
    return { request, signedUrl: `${relay.url}${request.path}?${request.query.toString()}` };
  };
  return { relay, twilio, only, sink: `${relay.url}/twilio/events` };
}

test("events come as a JSON array, signed over a URL that carries the body's hash", async () => {
  const { twilio, only, sink } = await startBoth();
  expect(await twilio.sendEvents(sink, events)).toEqual([200]);
  const { request, signedUrl } = only();
  expect(request.headers["content-type"]).toBe("application/json");
  expect(JSON.parse(request.body)).toEqual(events);
  expect(request.query.get("bodySHA256")).toBe(createHash("sha256").update(request.rawBody).digest("hex"));
  expect(validateRequest(authToken, signatureOf(request), signedUrl, {})).toBe(true);
  expect(validateRequestWithBody(authToken, signatureOf(request), signedUrl, request.body)).toBe(true);
  expect(validateRequestWithBody(authToken, signatureOf(request), signedUrl, `${request.body} `)).toBe(false);
});

test("a raw body is sent as it is, and hashed so", async () => {
  const { twilio, only, sink } = await startBoth();
  await twilio.sendEvents(sink, [], { body: '[ {"lat": 0.0, "name": "é"} ]\n' });
  const { request, signedUrl } = only();
  expect(request.body).toBe('[ {"lat": 0.0, "name": "é"} ]\n');
  expect(validateRequestWithBody(authToken, signatureOf(request), signedUrl, request.body)).toBe(true);
});

test("with the hash of another body the signature holds and the body does not", async () => {
  const { twilio, only, sink } = await startBoth();
  await twilio.sendEvents(sink, events, { contentHash: "0".repeat(64) });
  const { request, signedUrl } = only();
  expect(validateRequest(authToken, signatureOf(request), signedUrl, {})).toBe(true);
  expect(validateRequestWithBody(authToken, signatureOf(request), signedUrl, request.body)).toBe(false);
});

test("a sink's own query comes before the hash", async () => {
  const { twilio, only, sink } = await startBoth();
  await twilio.sendEvents(`${sink}?key=1`, events);
  expect([...only().request.query.keys()]).toEqual(["key", "bodySHA256"]);
});

test.each<{ faults: Fault[]; attempts: (number | string)[] }>([
  { faults: [{ status: 503 }, { status: 429 }, "reset"], attempts: [503, 429, "rt", 200] },
  { faults: ["hang"], attempts: ["rt", 200] },
  { faults: [{ status: 403 }], attempts: [403] },
  { faults: [{ status: 404 }], attempts: [404] },
  { faults: [{ status: 204 }], attempts: [204] },
  { faults: Array<Fault>(9).fill({ status: 500 }), attempts: [500, 500, 500, 500] },
])(
  "events are tried again after 429, 5xx and no answer, and no more than allowed: $attempts",
  async ({ faults, attempts }) => {
    const { relay, twilio, sink } = await startBoth({ eventTimeoutMs: 100, eventRetries: 3 });
    relay.next(...faults);
    expect(await twilio.sendEvents(sink, events)).toEqual(attempts);
  },
);

test("connection overrides do nothing for a sink", async () => {
  const { relay, twilio, sink } = await startBoth({ eventRetries: 1 });
  relay.always({ status: 500 });
  expect(await twilio.sendEvents(`${sink}#rc=5&rp=all`, events)).toEqual([500, 500]);
  expect(relay.requests.map(({ query }) => [...query.keys()])).toEqual([["bodySHA256"], ["bodySHA256"]]);
});

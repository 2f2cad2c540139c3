import type { Route } from "../../src/runtime/route";
import { opsDrain } from "../../src/runtime/routes/ops-drain";
import { opsOutbox } from "../../src/runtime/routes/ops-outbox";
import { send } from "../../src/runtime/routes/send";
import { twilioEvents } from "../../src/runtime/routes/twilio-events";
import { twilioInbound } from "../../src/runtime/routes/twilio-inbound";
import { twilioStatus } from "../../src/runtime/routes/twilio-status";
import type { SettingName } from "../../src/runtime/settings";
import type { FunctionRequest } from "../helpers/function-event";
import { drainRequest, eventsRequest, inboundRequest, sendRequest, statusRequest } from "./world/requests";
import { createScene } from "./world/scene";

/**
 * Guarantee 2. Nothing unproven is believed: no forged, replayed-with-other-body or unsigned request changes anything. Not
 * even the store is asked, so that nobody can wear it out.
 */
const sid = "SM000000000000000000000000000000aa";
const sent = statusRequest({ sid, status: "sent" });
const read = statusRequest({ sid, status: "read" });
const proven = eventsRequest([{ sid, status: "sent" }], true);

type Case = [string, Route<SettingName>, FunctionRequest, FunctionRequest, number];
const without = (request: FunctionRequest, ...names: string[]): FunctionRequest => ({
  ...request,
  headers: Object.fromEntries(
    Object.entries(request.headers ?? {}).filter(([name]) => !names.includes(name)),
  ),
});
const bearer = (request: FunctionRequest, authorization: string): FunctionRequest => ({
  ...request,
  headers: { ...request.headers, authorization },
});

const CASES: Case[] = [
  ["a callback without a signature", twilioStatus, sent, without(sent, "x-twilio-signature"), 403],
  ["a callback under another's signature", twilioStatus, sent, { ...read, headers: sent.headers ?? {} }, 403],
  [
    "an incoming message under a callback's signature",
    twilioInbound,
    inboundRequest(sid, "Hi"),
    { ...inboundRequest(sid, "Hi"), headers: sent.headers ?? {} },
    403,
  ],
  ["events without a signature", twilioEvents, proven, without(proven, "x-twilio-signature"), 403],
  [
    "a send without the key",
    send,
    sendRequest("Hi", "k"),
    without(sendRequest("Hi", "k"), "authorization"),
    401,
  ],
  [
    "a send with another key",
    send,
    sendRequest("Hi", "k"),
    bearer(sendRequest("Hi", "k"), "Bearer other"),
    401,
  ],
  [
    "a drain without the key",
    opsDrain,
    drainRequest(),
    without(drainRequest({ dead: true }), "authorization"),
    401,
  ],
  ["a drain with another key", opsDrain, drainRequest(), bearer(drainRequest(), "Bearer other"), 401],
  ["a look at the outbox without the key", opsOutbox, { headers: drainRequest().headers ?? {} }, {}, 401],
];

describe("changes nothing and asks nobody:", () => {
  it.each(CASES)("%s", async (_case, route, good, forged, status) => {
    const { ask, exchanges, insights, twilio } = createScene();
    expect(await ask(route, forged)).toMatchObject({ status });
    expect([exchanges.length, insights.messages.size, twilio.messages.size]).toEqual([0, 0, 0]);
    // The same request, proven, is taken.
    expect((await ask(route, good))?.status).toBeLessThan(300);
    expect(exchanges.length).toBeGreaterThan(0);
  });
});

it("a captured delivery under which another body is put changes nothing that Twilio does not confirm", async () => {
  const { ask, insights, twilio } = createScene();
  const { sid: real } = twilio.create(
    new URLSearchParams({ To: "+15550100123", From: "+15550100100", Body: "Hello" }),
  );
  const captured = eventsRequest([{ sid: real, status: "queued" }], true);
  const { json: lies } = eventsRequest(
    [
      { sid: real, status: "failed" },
      { sid, status: "delivered" },
    ],
    true,
  );
  expect(await ask(twilioEvents, { ...captured, json: lies ?? [] })).toMatchObject({ status: 200 });
  expect([...insights.messages.entries()]).toMatchObject([[real, { status: "queued", body: "Hello" }]]);
});

import type { Route } from "../../src/runtime/route";
import { opsDrain } from "../../src/runtime/routes/ops-drain";
import { opsOutbox } from "../../src/runtime/routes/ops-outbox";
import { send } from "../../src/runtime/routes/send";
import { twilioEvents } from "../../src/runtime/routes/twilio-events";
import { twilioInbound } from "../../src/runtime/routes/twilio-inbound";
import { twilioStatus } from "../../src/runtime/routes/twilio-status";
import type { SettingName } from "../../src/runtime/settings";
import type { FunctionRequest } from "../helpers/function-event";
import type { Upstream } from "./world/exchange";
import { drainRequest, eventsRequest, inboundRequest, sendRequest, statusRequest } from "./world/requests";
import { createScene, DEAF, DOWN, SILENT } from "./world/scene";

/**
 * Guarantee 7. Every wait has a limit, and all limits together stay inside the source's budget: a Function is ended after
 * 10 s, and Event Streams waits 5.
 */
const sid = "SM000000000000000000000000000000aa";
const report = { sid, status: "sent" };
const ROUTES: [string, Route<SettingName>, FunctionRequest, number][] = [
  ["/send", send, sendRequest("Hello"), 8_000],
  ["/send with a key", send, sendRequest("Hello", "k"), 8_000],
  ["/twilio/status", twilioStatus, statusRequest(report), 8_000],
  ["/twilio/inbound", twilioInbound, inboundRequest(sid, "Hi"), 8_000],
  ["/twilio/events", twilioEvents, eventsRequest([report], true), 4_000],
  ["/twilio/events, unproven", twilioEvents, eventsRequest([report], false), 4_000],
  ["/ops/drain", opsDrain, drainRequest(), 9_000],
  ["/ops/drain of the dead", opsDrain, drainRequest({ dead: true }), 9_000],
  ["/ops/outbox", opsOutbox, { headers: drainRequest().headers ?? {} }, 8_000],
];
const UPSTREAMS: Upstream[][] = [
  ["insights"],
  ["store"],
  ["twilio"],
  ["insights", "store"],
  ["insights", "twilio"],
  ["insights", "store", "twilio"],
];
const SLOW = { backMs: 1_950 };
const FAULTS = [
  ["hear nothing", DEAF],
  ["never answer", SILENT],
  ["take two seconds for everything", SLOW],
  ["refuse", DOWN],
] as const;

describe.each(ROUTES)("%s is answered in time", (_name, route, request, budgetMs) => {
  it.each(FAULTS)("when any of its upstreams %s", async (_case, fault) => {
    for (const upstreams of UPSTREAMS) {
      const { ask, faults, clock, twilio } = createScene("sync");
      // Something to drain, for those who drain.
      const { sid: dirty } = twilio.create(
        new URLSearchParams({ To: "+15550100123", From: "+15550100100", Body: "Hello" }),
      );
      faults.insights = DOWN;
      await ask(twilioStatus, statusRequest({ sid: dirty, status: "queued" }), "B");
      delete faults.insights;
      await clock.advance(60_000);
      for (const upstream of upstreams) faults[upstream] = fault;
      const reply = await ask(route, request, "B");
      expect(reply?.ms).toBeLessThanOrEqual(budgetMs);
    }
  });
});

it("two stalls do not end a delivery: each try has a time of its own, and a third one gets through", async () => {
  const { ask, faults, insights } = createScene();
  let posts = 0;
  faults.insights = () => (++posts <= 2 ? DEAF : undefined);
  const reply = await ask(twilioStatus, statusRequest(report));
  expect(reply).toMatchObject({ status: 200 });
  expect(reply?.ms).toBeGreaterThan(5_000);
  expect(insights.messages.get(sid)).toMatchObject({ status: "sent" });
});

import fc from "fast-check";
import { twilioEvents } from "../../src/runtime/routes/twilio-events";
import { twilioStatus } from "../../src/runtime/routes/twilio-status";
import { eventsRequest, statusRequest } from "./world/requests";
import { createScene } from "./world/scene";

/**
 * Guarantee 5. One bad element never harms its batch; an unknown status, event or field never fails a request.
 */
const sidOf = (n: number) => `SM${String(n).padStart(32, "0")}`;

it("what Insights refuses for good, keeps refusing, or does not answer in a batch harms none of the others", async () => {
  const { ask, faults, insights, contents } = createScene();
  let posts = 0;
  faults.insights = () => {
    posts++;
    if (posts === 2) return { upstream: "refuses", refusal: 7 };
    return posts === 4 ? { upstream: "refuses", refusal: 3 } : undefined;
  };
  const reports = Array.from({ length: 10 }, (_, n) => ({ sid: sidOf(n), status: "delivered" }));
  expect(await ask(twilioEvents, eventsRequest(reports, true))).toMatchObject({ status: 200 });
  expect(insights.messages.size).toBe(8);
  expect(await contents("dead")).toMatchObject([{ data: { id: sidOf(1), reason: "insights_rejected" } }]);
  expect(await contents("outbox")).toMatchObject([
    { data: { id: sidOf(3), reason: "insights_rate_limited" } },
  ]);
});

it("any status at all is taken and passed on, and none that is unknown overrules a final one", async () => {
  const known = ["accepted", "scheduled", "queued", "sending", "sent", "delivered", "undelivered", "failed"];
  const finals = [
    "delivered",
    "undelivered",
    "failed",
    "canceled",
    "received",
    "read",
    "partially_delivered",
  ];
  const unknown = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 30 })
    .filter((text) => text.trim() !== "" && ![...known, ...finals].includes(text.toLowerCase()));
  await fc.assert(
    fc.asyncProperty(unknown, async (status) => {
      const { ask, insights } = createScene("memory");
      const [one, other] = [sidOf(1), sidOf(2)];
      expect(await ask(twilioStatus, statusRequest({ sid: one, status }))).toMatchObject({ status: 200 });
      expect(await ask(twilioEvents, eventsRequest([{ sid: other, status }], true))).toMatchObject({
        status: 200,
      });
      expect(insights.messages.get(one)).toMatchObject({ status });
      expect(insights.messages.get(other)).toMatchObject({ status });
      await ask(twilioStatus, statusRequest({ sid: one, status: "delivered" }));
      expect(await ask(twilioStatus, statusRequest({ sid: one, status }))).toMatchObject({ status: 200 });
      expect(insights.messages.get(one)).toMatchObject({ status: "delivered" });
    }),
    { seed: 1, numRuns: 100 },
  );
});

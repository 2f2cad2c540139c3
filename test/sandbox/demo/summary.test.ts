import { noPaint } from "../../../src/sandbox/demo/paint";
import { report } from "../../../src/sandbox/demo/report";
import type { Played } from "../../../src/sandbox/demo/stage";
import { summary } from "../../../src/sandbox/demo/summary";
import { compareWithTruth, type TrueMessage } from "../../../src/sandbox/demo/truth";
import { truthAtTwilio } from "../../../src/sandbox/demo/truth-at-twilio";
import { messageResource } from "../../../src/sandbox/twilio/message-resource";

const sid = "SM00000000000000000000000000000001";
const message = messageResource({
  sid,
  accountSid: "AC1",
  direction: "outbound-api",
  from: "+15550100100",
  to: "+15550100123",
  body: "Hello",
  mediaCount: 0,
  messaging_service_sid: null,
  status: "delivered",
  now: 0,
});

const played: Played = {
  what: new Map([[sid, "SMS, delivered before sent"]]),
  unsaid: new Map(),
  unmet: [],
  proven: ["Nothing had to wait."],
};
const compared = (held: object) =>
  compareWithTruth(truthAtTwilio(new Map([[sid, message]])), {
    messages: new Map([[sid, { ...message, ...held }]]),
    history: [],
  });

test("a good end is a table and a sentence", () => {
  expect(summary(compared({}), played, noPaint)).toEqual([
    "",
    " message what happened                 truth at Twilio    in Insights        ok",
    " SM…0001 SMS, delivered before sent    delivered          delivered          ✔",
    "",
    " Insights has the truth of all 1 messages, and nothing else.",
    " Compared: status, error code, direction, from, to and text. Nothing was posted",
    " that Insights does not read, and no forgery changed anything.",
    " Nothing had to wait.",
    "",
  ]);
  expect(report(compared({}), played)).toEqual({
    ok: true,
    messages: [
      {
        provider: "twilio",
        id: sid,
        what: "SMS, delivered before sent",
        truth: { status: "delivered", error_code: null },
        insights: { status: "delivered", error_code: null },
        ok: true,
      },
    ],
    problems: [],
  });
});

test("a bad end says what differs", () => {
  const problem = `${sid} status: Twilio says "delivered", Insights holds "sent".`;
  const lines = summary(compared({ status: "sent" }), played, noPaint);
  expect(lines).toContain(" SM…0001 SMS, delivered before sent    delivered          sent               ✘");
  expect(lines).toContain(" Insights does not have the truth. One thing differs:");
  expect(lines).toContain(`  - ${problem}`);
  expect(report(compared({ status: "sent" }), played)).toMatchObject({ ok: false, problems: [problem] });
});

test("a request that was answered otherwise than it must be is a bad end too", () => {
  const unmet = ["An unsigned callback: 403 was due, 200 came."];
  expect(report(compared({}), { ...played, unmet })).toMatchObject({ ok: false, problems: unmet });
  expect(summary(compared({}), { ...played, unmet }, noPaint)).toContain(`  - ${unmet.join()}`);
});

test("each provider's messages have a table of their own", () => {
  const [twilios] = truthAtTwilio(new Map([[sid, message]]));
  const telerivets = { ...twilios, provider: "Telerivet", id: "SM0000000000000009", status: "not_delivered" };
  const due = { ...twilios?.due, status: "undelivered" };
  const truth = [twilios, { ...telerivets, key: "telerivet:SM0000000000000009", due }] as TrueMessage[];
  const messages = new Map(truth.map((one) => [one.key, one.due]));
  const lines = summary(compareWithTruth(truth, { messages, history: [] }), played, noPaint);
  expect(lines.slice(0, 6)).toEqual([
    "",
    " message what happened                 truth at Twilio    in Insights        ok",
    " SM…0001 SMS, delivered before sent    delivered          delivered          ✔",
    "",
    " message what happened                 truth at Telerivet in Insights        ok",
    " SM…0009                               not_delivered      undelivered        ✔",
  ]);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
});

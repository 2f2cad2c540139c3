import { noPaint } from "../../../src/sandbox/demo/paint";
import { stepLine } from "../../../src/sandbox/demo/step-line";
import { trials, tryIt } from "../../../src/sandbox/demo/try-it";
import { introduction } from "../../../src/sandbox/demo/introduction";
import { truthAtTwilio } from "../../../src/sandbox/demo/truth-at-twilio";
import type { TrueMessage } from "../../../src/sandbox/demo/truth";
import { view } from "../../../src/sandbox/demo/view";
import { messageResource, type Message } from "../../../src/sandbox/twilio/message-resource";

const start = Date.UTC(2015, 6, 30, 20, 12, 31);

const message = (given: Partial<Message> & { sid: string }): Message => ({
  ...messageResource({
    sid: given.sid,
    accountSid: "AC1",
    direction: "outbound-api",
    from: "+15550100100",
    to: "+15550100123",
    body: "Hello",
    mediaCount: 0,
    messaging_service_sid: null,
    status: "queued",
    now: start,
  }),
  ...given,
});

const truthOf = (...messages: Message[]) => truthAtTwilio(new Map(messages.map((one) => [one.sid, one])));

const delivered = message({ sid: "SM00000000000000000000000000000001", status: "delivered" });
const lost = message({
  sid: "SM00000000000000000000000000000002",
  to: "+15550100003",
  status: "undelivered",
  error_code: 30003,
});
const chat = message({
  sid: "SM00000000000000000000000000000003",
  to: "whatsapp:+15550100125",
  status: "read",
});
const incoming = message({
  sid: "SM00000000000000000000000000000004",
  direction: "inbound",
  from: "+15550100124",
  status: "received",
});

const standard = { columns: 80, rows: 24 };

test("shows what is true, what Insights holds of it, and what is on its way", () => {
  const byTelerivet = {
    ...truthOf(delivered)[0],
    ...{ provider: "Telerivet", key: "telerivet:SM0000000000000005", id: "SM0000000000000005" },
    ...{ status: "not_delivered", due: { status: "undelivered", error_code: null } },
  } as TrueMessage;
  const older = { ...byTelerivet, createdAt: start / 1_000 - 60 };
  const truth = [...truthOf(delivered, lost, chat, incoming), older];
  const inInsights = new Map<string, Record<string, unknown>>([
    [delivered.sid, { ...delivered }],
    [lost.sid, { ...lost, status: "sent", error_code: null }],
    [incoming.sid, { status: "received" }],
    [older.key, { status: "undelivered" }],
  ]);
  expect(view({ truth, inInsights }, standard, noPaint)).toEqual([
    "── messages ───────────────────────────────────────────────────────────────────",
    "           provider                     the truth          in Insights        ",
    "  SM…0005  Telerivet  → +15550100123    not_delivered      undelivered        ✔",
    "  SM…0001  Twilio     → +15550100123    delivered          delivered          ✔",
    "  SM…0002  Twilio     → +15550100003    undelivered 30003  sent               …",
    "  SM…0003  Twilio     → whatsapp …0125  read               –                  …",
    "  SM…0004  Twilio     ← +15550100124    received           received           ✔",
    "  2 of 5 are on their way to Insights. Ctrl-C ends the demo.",
  ]);
});

test.each([
  { count: 0, footer: "  None so far. Ctrl-C ends the demo." },
  { count: 1, footer: "  Insights has the truth of it. Ctrl-C ends the demo." },
  { count: 2, footer: "  Insights has the truth of all 2. Ctrl-C ends the demo." },
])("says in a sentence how $count messages are", ({ count, footer }) => {
  const truth = truthOf(...[delivered, lost].slice(0, count));
  const inInsights = new Map(truth.map(({ key, due }) => [key, due]));
  expect(view({ truth, inInsights }, standard, noPaint).at(-1)).toBe(footer);
});

test.each([standard, { columns: 100, rows: 40 }, { columns: 40, rows: 10 }, { columns: 300, rows: 100 }])(
  "takes no more than half of $columns x $rows, and breaks no line",
  ({ columns, rows }) => {
    const many = Array.from({ length: 60 }, (_, index) =>
      message({ sid: `SM${String(index).padStart(32, "0")}` }),
    );
    const lines = view({ truth: truthOf(...many), inInsights: new Map() }, { columns, rows }, noPaint);
    expect(lines.length).toBeLessThanOrEqual(Math.max(rows / 2, 5));
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
    expect(lines[0]).toMatch(/^── the last \d+ of 60 messages/);
    expect(lines.at(-2)).toContain("SM…0059");
  },
);

test("a step is one line of columns", () => {
  const step = { from: "Twilio", to: "relay", text: "calls back: SM…8ad6 sent" } as const;
  expect(stepLine(step, 432, noPaint)).toBe("  0.4s Twilio    → relay      calls back: SM…8ad6 sent");
  expect(stepLine({ from: "relay", text: "holds back" }, 12_345, noPaint)).toBe(
    " 12.3s relay                  holds back",
  );
});

test("a step is cut to the terminal, and moves no cursor", () => {
  const step = { from: "app", to: "relay", text: `\u001b[2J${"x".repeat(99)}` } as const;
  const line = stepLine(step, 0, noPaint, 80);
  expect(line).toHaveLength(80);
  expect(line).toContain("  [2Jxxx");
});

test("what is told at the beginning and the end has room in 80 columns", () => {
  const url = "http://localhost:65535";
  const lines = [...introduction(url, noPaint), ...tryIt(url, noPaint)];
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
  expect(trials(url)).toHaveLength(9);
});

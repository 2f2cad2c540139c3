import { playOnce, showOnce } from "../../src/sandbox/demo/once";
import { noPaint } from "../../src/sandbox/demo/paint";
import { seededRandom } from "../../src/sandbox/demo/seeded-random";
import type { SandboxOptions } from "../../src/sandbox/demo/start-sandbox";
import { allProblems } from "../../src/sandbox/demo/summary";
import { compareWithTruth } from "../../src/sandbox/demo/truth";
import { closeAfterEach } from "../sandbox/close-after-each";
import { startBuilt } from "./sandbox";

jest.setTimeout(30_000);

const opened = closeAfterEach();
const silence = { tell: () => undefined, chapter: () => undefined };

async function start(options: Partial<SandboxOptions> = {}) {
  const built = await startBuilt({ twilio: { random: seededRandom(99), delayMs: 50 }, ...options });
  opened({ close: built.stop });
  return built;
}

/** The SID of the message that was sent to this number, or as this kind. */
const sidOf = ({ twilio }: Awaited<ReturnType<typeof start>>, to: string) =>
  String([...twilio.messages.values()].find((message) => message.to === to)?.sid);

test("whatever comes late, twice, forged or while Insights fails: it ends with the truth", async () => {
  const built = await start();
  const { twilio, insights } = built;
  const { comparison, played } = await playOnce(built, silence);
  expect(allProblems(comparison, played)).toEqual([]);
  expect(comparison.messages).toHaveLength(20);
  expect(new Set(played.what.keys())).toEqual(new Set(comparison.messages.map(({ sid }) => sid)));
  const faults = insights.requests.map(({ fault }) => fault).filter((fault) => fault !== undefined);
  expect(faults).toEqual([{ status: 503 }, { status: 503 }, "reset"]);

  // A truth that changes without a callback, so that the relay cannot know, has to be found out.
  const sid = sidOf(built, "+15550100124");
  twilio.progress(sid, "read");
  expect(allProblems(compareWithTruth(twilio.messages, insights, played.unsaid), played)).toEqual([
    `${sid} status: Twilio says "read", Insights holds "delivered".`,
  ]);
});

test("an Insights that drops a Message in silence is found out", async () => {
  const built = await start();
  const stop = built.twilio.onAnswer((_, { body = "" }) => {
    if (!body.includes("+15550100003")) return;
    built.insights.next({ status: 202 });
    stop();
  });
  const { comparison, played } = await playOnce(built, silence);
  const sid = sidOf(built, "+15550100003");
  expect(allProblems(comparison, played)).toEqual([
    `${sid} direction: Twilio says "outbound-api", Insights holds null.`,
    `${sid} body: Twilio says "Are you there?", Insights holds null.`,
  ]);
});

test("a final status that is dropped in silence is found out, and the exit code tells", async () => {
  const built = await start();
  const stop = built.twilio.onWebhook(({ body }) => {
    if (!body.includes("MessageStatus=failed")) return;
    built.insights.next({ status: 202 });
    stop();
  });
  const lines: string[] = [];
  const screen = { write: (...more: string[]) => lines.push(...more), refresh: () => 0, close: () => 0 };
  expect(await showOnce(built, screen, silence, noPaint)).toBe(1);
  const sid = sidOf(built, "+15550100008");
  expect(lines).toContain(" Insights does not have the truth. 2 things differ:");
  expect(lines).toContain(`  - ${sid} status: Twilio says "failed", Insights holds "queued".`);
  expect(lines).toContain(`  - ${sid} error_code: Twilio says 30008, Insights holds null.`);
});

test("a relay that withholds the text is found out", async () => {
  const built = await start({ env: { INSIGHTS_INCLUDE_BODY: "false" } });
  const { comparison, played } = await playOnce(built, silence);
  const problems = allProblems(comparison, played);
  expect(problems).toHaveLength(18);
  expect(problems.filter((problem) => !problem.includes(" body: "))).toEqual([]);
});

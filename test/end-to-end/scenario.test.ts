import { playOnce, showOnce } from "../../src/sandbox/demo/once";
import { noPaint } from "../../src/sandbox/demo/paint";
import { seededRandom } from "../../src/sandbox/demo/seeded-random";
import type { SandboxOptions } from "../../src/sandbox/demo/start-sandbox";
import { allProblems } from "../../src/sandbox/demo/summary";
import { sandboxTruth } from "../../src/sandbox/demo/sandbox-truth";
import { compareWithTruth } from "../../src/sandbox/demo/truth";
import { closeAfterEach } from "../sandbox/close-after-each";
import { startBuilt } from "./sandbox";

jest.setTimeout(30_000);

const opened = closeAfterEach();
const silence = { tell: () => undefined, chapter: () => undefined };

async function start(options: Partial<SandboxOptions> = {}) {
  const built = await startBuilt({
    exampleHooks: true,
    twilio: { random: seededRandom(99), delayMs: 50 },
    telerivet: { retryMs: 20 },
    ...options,
  });
  opened({ close: built.stop });
  return built;
}

/** The SID of the message that was sent to this number, or as this kind. */
const sidOf = ({ twilio }: Awaited<ReturnType<typeof start>>, to: string) =>
  String([...twilio.messages.values()].find((message) => message.to === to)?.sid);
const telerivetIdOf = ({ telerivet }: Awaited<ReturnType<typeof start>>, to: string) =>
  String([...telerivet.messages.values()].find(({ to_number }) => to_number === to)?.id);

test("whatever comes late, twice, forged or while Insights fails: it ends with the truth", async () => {
  const built = await start();
  const { twilio, insights } = built;
  const { comparison, played } = await playOnce(built, silence);
  expect(allProblems(comparison, played)).toEqual([]);
  expect(comparison.messages).toHaveLength(28);
  expect(new Set(played.what.keys())).toEqual(new Set(comparison.messages.map(({ truth }) => truth.id)));
  const faults = insights.requests.map(({ fault }) => fault).filter((fault) => fault !== undefined);
  expect(faults).toEqual([{ status: 503 }, { status: 503 }, "reset"]);

  // A truth that changes without a callback, so that the relay cannot know, has to be found out.
  const sid = sidOf(built, "+15550100124");
  twilio.progress(sid, "read");
  expect(allProblems(compareWithTruth(sandboxTruth(built), insights, played.unsaid), played)).toEqual([
    `${sid} status: Twilio says "read", Insights holds "delivered".`,
  ]);
});

/** Insights takes the next post and keeps nothing of it, at the first of these that is one of them. */
function dropWhen<Seen>(
  listen: (listener: (seen: Seen) => void) => () => void,
  isIt: (seen: Seen) => boolean,
  { insights }: Awaited<ReturnType<typeof start>>,
): void {
  const stop = listen((seen) => {
    if (!isIt(seen)) return;
    insights.next({ status: 202 });
    stop();
  });
}

test("what Insights drops in silence, and a webhook that is lost, are found out, and the exit code tells", async () => {
  const built = await start();
  const { twilio, telerivet } = built;
  const onSendsAnswer = (listener: (body: string) => void) =>
    twilio.onAnswer((_, { body = "" }) => {
      listener(body);
    });
  dropWhen(onSendsAnswer, (body) => body.includes("+15550100003"), built);
  dropWhen(twilio.onWebhook, ({ body }) => body.includes("MessageStatus=failed"), built);
  dropWhen(telerivet.onWebhook, ({ parameters }) => parameters.status === "not_delivered", built);
  const [lost, dropped] = ["+15005550012", "+15005550013"];
  const sendStatus: typeof telerivet.sendStatus = async (id, extra) => {
    const isLost = id === telerivetIdOf(built, lost) && telerivet.messages.get(id)?.status === "delivered";
    return isLost ? [] : telerivet.sendStatus(id, extra);
  };

  const lines: string[] = [];
  const screen = { write: (...more: string[]) => lines.push(...more), refresh: () => 0, close: () => 0 };
  const sandbox = { ...built, telerivet: { ...telerivet, sendStatus } };
  expect(await showOnce(sandbox, screen, silence, noPaint)).toBe(1);

  const [unheard, failed] = ["+15550100003", "+15550100008"].map((to) => sidOf(built, to));
  expect(lines).toContain(" Insights does not have the truth. 6 things differ:");
  expect(lines.filter((line) => line.startsWith("  - ")).sort()).toEqual(
    [
      `  - ${unheard ?? ""} direction: Twilio says "outbound-api", Insights holds null.`,
      `  - ${unheard ?? ""} body: Twilio says "Are you there?", Insights holds null.`,
      `  - ${failed ?? ""} status: Twilio says "failed", Insights holds "queued".`,
      `  - ${failed ?? ""} error_code: Twilio says 30008, Insights holds null.`,
      `  - ${telerivetIdOf(built, lost)} status: Telerivet says "delivered", Insights holds "sent".`,
      `  - ${telerivetIdOf(built, dropped)} status: Telerivet says "undelivered", Insights holds "queued".`,
    ].sort(),
  );
});

test("a relay that withholds the text, whose hook replies to nobody, or that posts Volt's messages is found out", async () => {
  const env = { INSIGHTS_INCLUDE_BODY: "false", INSIGHTS_INCLUDE_VOLT: "true" };
  const built = await start({ exampleHooks: false, env });
  const { comparison, played } = await playOnce(built, silence);
  const problems = allProblems(comparison, played);
  expect(problems.filter((problem) => problem.includes(" body: "))).toHaveLength(25);
  expect(problems).toContain("Replies to JOIN by Telerivet: 1 was due, 0 came.");
  expect(problems).toContain("Runs of the hook, for a JOIN by each provider: 3 was due, 0 came.");
  const [sent = "", received = ""] = built.volt.messages.keys();
  for (const id of [sent, received]) {
    expect(problems).toContain(`volt:${id} is in Insights, and neither Twilio nor Telerivet knows it.`);
  }
});

import { cell } from "./cell";
import type { Paint } from "./paint";
import type { Played } from "./stage";
import { shortSid, statusWithError } from "./step";
import { problemsIn, type Comparison, type ComparedMessage, type TrueMessage } from "./truth";

const WHAT_WIDTH = 29;
const STATUS_WIDTH = 18;

/** Everything that is wrong, in sentences: with what Insights holds, and with how requests were answered. */
export function allProblems(comparison: Comparison, { unmet }: Pick<Played, "unmet">): string[] {
  return [...problemsIn(comparison), ...unmet];
}

/** The scenario's result: for each provider a row for each message, and the verdict. */
export function summary(comparison: Comparison, played: Played, paint: Paint): string[] {
  const problems = allProblems(comparison, played);
  return [
    ...table("Twilio", comparison, played, paint),
    ...table("Telerivet", comparison, played, paint),
    "",
    ...(problems.length === 0 ? goodVerdict(comparison, played, paint) : badVerdict(problems, paint)),
    "",
  ];
}

function table(
  provider: TrueMessage["provider"],
  { messages }: Comparison,
  played: Played,
  paint: Paint,
): string[] {
  const rows = messages.filter(({ truth }) => truth.provider === provider);
  if (rows.length === 0) return [];
  const head = row("message", "what happened", `truth at ${provider}`, "in Insights", "ok");
  return ["", paint("bold", head), ...rows.map((message) => messageRow(message, played, paint))];
}

function messageRow(
  { truth, inInsights, differences }: ComparedMessage,
  { what }: Played,
  paint: Paint,
): string {
  const ok = differences.length === 0;
  const line = row(
    shortSid(truth.id),
    what.get(truth.id) ?? "",
    statusWithError(truth.status, truth.errorCode),
    inInsights === undefined ? "–" : statusWithError(inInsights.status, inInsights.error_code),
    ok ? "✔" : "✘",
  );
  return ok ? line : paint("red", line);
}

function row(id: string, what: string, truth: string, held: string, ok: string): string {
  const cells = [
    cell(id, 7),
    cell(what, WHAT_WIDTH),
    cell(truth, STATUS_WIDTH),
    cell(held, STATUS_WIDTH),
    ok,
  ];
  return ` ${cells.join(" ")}`;
}

function goodVerdict({ messages }: Comparison, { proven }: Played, paint: Paint): string[] {
  return [
    ` ${paint("green", `Insights has the truth of all ${messages.length} messages, and nothing else.`)}`,
    " Compared: status, error code, direction, from, to and text. Nothing was posted",
    " that Insights does not read, and no forgery changed anything.",
    ...proven.map((line) => ` ${line}`),
  ];
}

function badVerdict(problems: readonly string[], paint: Paint): string[] {
  const count = problems.length === 1 ? "One thing differs" : `${problems.length} things differ`;
  return [
    ` ${paint("red", `Insights does not have the truth. ${count}:`)}`,
    ...problems.map((problem) => `  - ${problem}`),
  ];
}

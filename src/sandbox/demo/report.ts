import type { Played } from "./stage";
import { allProblems } from "./summary";
import type { Comparison, ComparedMessage } from "./truth";

/** The scenario's result for machines: what `--once --json` prints. */
export function report(comparison: Comparison, played: Played) {
  const problems = allProblems(comparison, played);
  return {
    ok: problems.length === 0,
    messages: comparison.messages.map((message) => describe(message, played)),
    problems,
  };
}

function describe({ truth, inInsights, differences }: ComparedMessage, { what }: Played) {
  return {
    provider: truth.provider.toLowerCase(),
    id: truth.id,
    what: what.get(truth.id) ?? "",
    truth: { status: truth.status, error_code: truth.errorCode },
    insights:
      inInsights === undefined
        ? null
        : { status: inInsights.status ?? null, error_code: inInsights.error_code ?? null },
    ok: differences.length === 0,
  };
}

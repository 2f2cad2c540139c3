import { introduction } from "./introduction";
import { playOutage } from "./outage";
import type { Paint } from "./paint";
import { report } from "./report";
import { playScenario } from "./scenario";
import type { Screen } from "./screen";
import type { Played } from "./stage";
import type { Sandbox } from "./start-sandbox";
import type { Narrator } from "./step";
import { summary } from "./summary";
import { sandboxTruth } from "./sandbox-truth";
import { compareWithTruth, type Comparison } from "./truth";

export interface Result {
  readonly comparison: Comparison;
  readonly played: Played;
}

/** What is played: the usual, or an outage of Insights. */
export interface Programme {
  readonly outage: boolean;
}

/** Plays the programme to its end, and compares what Insights holds with what is true at the providers. */
export async function playOnce(
  sandbox: Sandbox,
  narrator: Narrator,
  { outage }: Programme = { outage: false },
): Promise<Result> {
  const played = await (outage ? playOutage : playScenario)(sandbox, narrator);
  return { played, comparison: compareWithTruth(sandboxTruth(sandbox), sandbox.insights, played.unsaid) };
}

/** For eyes: the steps and a table. Gives the exit code. */
export async function showOnce(
  sandbox: Sandbox,
  screen: Screen,
  narrator: Narrator,
  paint: Paint,
  programme?: Programme,
): Promise<number> {
  screen.write(...introduction(sandbox.relay.url, paint));
  const { comparison, played } = await playOnce(sandbox, narrator, programme);
  screen.close();
  screen.write(...summary(comparison, played, paint));
  return report(comparison, played).ok ? 0 : 1;
}

import { createOperator } from "./operator";
import { loseInsights } from "./outage-begins";
import { regainInsights } from "./outage-ends";
import { openStage, type Played } from "./stage";
import { standStill } from "./stand-still";
import type { Sandbox } from "./start-sandbox";
import type { Narrator } from "./step";

/** Plays an outage of Insights amid traffic, and how an operator brings what waited to it. */
export async function playOutage(sandbox: Sandbox, narrator: Narrator): Promise<Played> {
  const stage = openStage(sandbox, narrator);
  const operator = createOperator(sandbox.relay.url, stage.tell);
  standStill(sandbox);
  await loseInsights(stage, operator);
  await regainInsights(stage, operator);
  return stage.played;
}

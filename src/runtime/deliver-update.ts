import type { DeliverOptions } from "../relay/deliver";
import { deliverOrKeep } from "../relay/keep";
import type { Outcome } from "../relay/outcome";
import type { InsightsUpdate } from "../relay/update";
import { ADVICE } from "./advice";
import { deliveryTools, type DeliveryVisit } from "./delivery-tools";
import type { Instance } from "./instance";
import { outcomeFields } from "./outcome-fields";

/** Brings an update to Insights within the deadline, or keeps it, and says in the log what became of it. */
export async function deliverUpdate(
  update: InsightsUpdate,
  visit: DeliveryVisit,
  options: DeliverOptions = {},
): Promise<Outcome> {
  const { instance, deadline } = visit;
  const outcome = await deliverOrKeep(update, deadline, deliveryTools(visit, deadline), options);
  instance.insights.takes = outcome.outcome === "delivered" || outcome.outcome === "superseded";
  report(update, outcome, instance);
  return outcome;
}

function report({ key, status }: InsightsUpdate, outcome: Outcome, { log }: Instance): void {
  log.info("update", { provider: key.provider, id: key.id, status, ...outcomeFields(outcome) });
  if ("reason" in outcome) {
    log.alarm(outcome.reason, { advice: ADVICE[outcome.reason], upstream_status: outcome.status });
  }
}

import type { Deadline } from "../relay/deadline";
import type { DeliverOptions } from "../relay/deliver";
import { deliverOrKeep } from "../relay/keep";
import type { Outcome } from "../relay/outcome";
import type { InsightsUpdate } from "../relay/update";
import { ADVICE } from "./advice";
import { deliveryTools, type DeliverySettings } from "./delivery-tools";
import type { Instance } from "./instance";
import { outcomeFields } from "./outcome-fields";

/** Brings an update to Insights within the deadline, or keeps it, and says in the log what became of it. */
export async function deliverUpdate(
  update: InsightsUpdate,
  deadline: Deadline,
  settings: DeliverySettings,
  instance: Instance,
  options: DeliverOptions = {},
): Promise<Outcome> {
  const tools = deliveryTools(settings, instance, deadline);
  const outcome = await deliverOrKeep(update, deadline, tools, options);
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

import type { Deadline } from "../relay/deadline";
import { deliver } from "../relay/deliver";
import { insightsPoster } from "../relay/insights";
import type { Outcome } from "../relay/outcome";
import type { InsightsUpdate } from "../relay/update";
import { rereadFrom } from "../twilio/reread";
import { ADVICE } from "./advice";
import { insightsAccount, INSIGHTS_SETTINGS } from "./insights-account";
import type { Instance } from "./instance";
import { outcomeFields } from "./outcome-fields";
import type { Settings } from "./settings";
import { TWILIO_SETTINGS, twilioFor } from "./twilio";

export const DELIVERY_SETTINGS = [...TWILIO_SETTINGS, ...INSIGHTS_SETTINGS] as const;
export type DeliverySettings = Pick<Settings, (typeof DELIVERY_SETTINGS)[number]>;

/** Brings an update to Insights within the deadline, and says in the log what became of it. */
export async function deliverUpdate(
  update: InsightsUpdate,
  deadline: Deadline,
  settings: DeliverySettings,
  instance: Instance,
): Promise<Outcome> {
  const account = insightsAccount(settings);
  const outcome = await deliver(update, deadline, {
    ...instance,
    post: insightsPoster(account, instance.http, instance.now),
    pause: instance.pauseFor(`${account.url} ${account.token}`),
    reread: rereadFrom(twilioFor(settings, instance.http)),
  });
  report(update, outcome, instance);
  return outcome;
}

function report({ key, status }: InsightsUpdate, outcome: Outcome, { log }: Instance): void {
  log.info("update", { provider: key.provider, id: key.id, status, ...outcomeFields(outcome) });
  if ("reason" in outcome) {
    log.alarm(outcome.reason, { advice: ADVICE[outcome.reason], upstream_status: outcome.status });
  }
}

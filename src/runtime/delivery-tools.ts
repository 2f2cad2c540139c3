import type { Deadline } from "../relay/deadline";
import type { DrainTools } from "../relay/drain-entry";
import { insightsPoster } from "../relay/insights";
import { insightsAccount, INSIGHTS_SETTINGS } from "./insights-account";
import { readerOfAll } from "./readers";
import type { Visit } from "./route";
import { TWILIO_SETTINGS } from "./twilio";

/** Twilio's are for the store, whatever the provider. */
export const DELIVERY_SETTINGS = [...TWILIO_SETTINGS, ...INSIGHTS_SETTINGS] as const;
export type DeliveryVisit = Visit<(typeof DELIVERY_SETTINGS)[number]>;

/** What the core needs to deliver, keep and drain, for one request. */
export function deliveryTools(
  { settings, context, instance, readers }: DeliveryVisit,
  deadline: Deadline,
): DrainTools {
  const account = insightsAccount(settings);
  return {
    ...instance,
    ...readerOfAll(readers, context, instance),
    post: insightsPoster(account, instance.http, instance.now),
    pause: instance.pauseFor(`${account.url} ${account.token}`),
    store: instance.openStore(settings, deadline),
  };
}

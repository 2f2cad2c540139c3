import type { Deadline } from "../relay/deadline";
import type { DrainTools } from "../relay/drain-entry";
import { insightsPoster } from "../relay/insights";
import { mapMessageResource } from "../twilio/mapper";
import { rereadFrom } from "../twilio/reread";
import { insightsAccount, INSIGHTS_SETTINGS } from "./insights-account";
import type { Instance } from "./instance";
import type { Settings } from "./settings";
import { TWILIO_SETTINGS, twilioFor } from "./twilio";

export const DELIVERY_SETTINGS = [...TWILIO_SETTINGS, ...INSIGHTS_SETTINGS] as const;
export type DeliverySettings = Pick<Settings, (typeof DELIVERY_SETTINGS)[number]>;

/** What the core needs to deliver, keep and drain, for one request. */
export function deliveryTools(
  settings: DeliverySettings,
  instance: Instance,
  deadline: Deadline,
): DrainTools {
  const account = insightsAccount(settings);
  const twilio = twilioFor(settings, instance.http);
  return {
    ...instance,
    post: insightsPoster(account, instance.http, instance.now),
    pause: instance.pauseFor(`${account.url} ${account.token}`),
    reread: rereadFrom(twilio),
    truth: async ({ id }, timeoutMs) =>
      mapMessageResource((await twilio.fetchMessage(id, timeoutMs)).resource).update,
    store: instance.openStore(settings, deadline),
  };
}

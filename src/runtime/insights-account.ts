import type { InsightsAccount } from "../relay/insights";
import type { Settings } from "./settings";

export const INSIGHTS_SETTINGS = ["VOLT_API_TOKEN", "VOLT_INSIGHTS_URL", "INSIGHTS_INCLUDE_BODY"] as const;

export function insightsAccount(
  settings: Pick<Settings, (typeof INSIGHTS_SETTINGS)[number]>,
): InsightsAccount {
  return {
    url: settings.VOLT_INSIGHTS_URL,
    token: settings.VOLT_API_TOKEN,
    includeBody: settings.INSIGHTS_INCLUDE_BODY,
  };
}

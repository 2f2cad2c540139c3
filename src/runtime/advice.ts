import type { Reason } from "../relay/outcome";

/** What an operator can do about an update that was not delivered. docs/errors.md says more. */
export const ADVICE: Readonly<Record<Reason, string>> = {
  insights_unreachable: "Volt Insights cannot be reached. Check VOLT_INSIGHTS_URL; else wait.",
  insights_timeout: "Volt Insights does not answer in time. Wait.",
  insights_unavailable: "Volt Insights fails. Wait.",
  insights_rate_limited: "Volt Insights asks for fewer requests. Wait.",
  insights_misconfigured:
    "Volt Insights refuses the token or the URL. Check VOLT_API_TOKEN and VOLT_INSIGHTS_URL.",
  insights_rejected: "Volt Insights will never take this update. Look at its status and id.",
  out_of_time: "The source's time was up before Insights was asked.",
  provider_unavailable: "The message's provider could not be asked for the present status. Wait.",
};

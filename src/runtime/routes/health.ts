import { ConfigurationError, ProviderUnreachableError } from "../../relay/errors";
import { probeInsights } from "../../relay/insights";
import { ADVICE } from "../advice";
import { json } from "../answer";
import { requireBearer } from "../bearer";
import { insightsAccount, INSIGHTS_SETTINGS } from "../insights-account";
import type { Instance } from "../instance";
import type { Context } from "../platform";
import { probe } from "../probe";
import type { Route } from "../route";
import { namedSettings, readSettings } from "../settings";
import { TWILIO_SETTINGS, twilioFor } from "../twilio";

const PROBE_TIMEOUT_MS = 5_000;

/** Liveness for anyone; with the relay's key, each upstream asked and each setting named. */
export const health: Route<never> = {
  name: "health",
  budgetMs: 8_000,
  needs: [],
  async answer({ request, context, instance }) {
    const alive = { status: "ok", version: RELAY_VERSION };
    const authorization = request.header("authorization");
    if (authorization === undefined) return json(200, alive);
    requireBearer(authorization, readSettings(context, ["RELAY_API_KEY"]).RELAY_API_KEY);

    const [twilio, insights] = await Promise.all([
      probe("twilio", instance, () => checkTwilio(context, instance)),
      probe("insights", instance, () => checkInsights(context, instance)),
    ]);
    const status = twilio.ok && insights.ok ? "ok" : "degraded";
    return json(200, { ...alive, status, upstreams: { twilio, insights }, settings: namedSettings(context) });
  },
};

async function checkTwilio(context: Context, { http }: Instance): Promise<void> {
  await twilioFor(readSettings(context, TWILIO_SETTINGS), http).checkAccount(PROBE_TIMEOUT_MS);
}

async function checkInsights(context: Context, { http, now }: Instance): Promise<void> {
  const account = insightsAccount(readSettings(context, INSIGHTS_SETTINGS));
  const answer = await probeInsights(account, http, now, PROBE_TIMEOUT_MS);
  if (answer.verdict === "misconfigured") throw new ConfigurationError(ADVICE.insights_misconfigured);
  if (answer.verdict === "try_again") throw new ProviderUnreachableError(ADVICE.insights_unavailable);
}

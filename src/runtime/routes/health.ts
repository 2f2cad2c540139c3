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
import { isSet, namedSettings, readSettings, type SettingName } from "../settings";
import { TELERIVET_SETTINGS, telerivetFor } from "../telerivet";
import { TWILIO_SETTINGS, twilioFor } from "../twilio";
import { VOLT_SETTINGS, voltFor } from "../volt";

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

    const asked = Object.entries(UPSTREAMS).filter(([, { setUp }]) =>
      setUp.every((name) => isSet(context, name)),
    );
    const upstreams = await Promise.all(
      asked.map(async ([name, { check }]) => {
        const result = await probe(name, instance, () => check(context, instance));
        return [name, result] as const;
      }),
    );
    const status = upstreams.every(([, { ok }]) => ok) ? "ok" : "degraded";
    const settings = namedSettings(context);
    return json(200, { ...alive, status, upstreams: Object.fromEntries(upstreams), settings });
  },
};

interface Upstream {
  /** Without these the relay has nothing to do with it. */
  readonly setUp: readonly SettingName[];
  /** Throws where it does not work. */
  readonly check: (context: Context, instance: Instance) => Promise<void>;
}

const UPSTREAMS: Readonly<Record<string, Upstream>> = {
  twilio: { setUp: [], check: checkTwilio },
  insights: { setUp: [], check: checkInsights },
  telerivet: { setUp: ["TELERIVET_API_KEY"], check: checkTelerivet },
  // The token is that of Insights, too: it does not tell whether Volt's own messaging is used.
  volt: { setUp: ["VOLT_WEBHOOK_TOKEN"], check: checkVolt },
};

async function checkTwilio(context: Context, { http }: Instance): Promise<void> {
  await twilioFor(readSettings(context, TWILIO_SETTINGS), http).checkAccount(PROBE_TIMEOUT_MS);
}

async function checkTelerivet(context: Context, { http }: Instance): Promise<void> {
  await telerivetFor(readSettings(context, TELERIVET_SETTINGS), http).fetchProject(PROBE_TIMEOUT_MS);
}

async function checkVolt(context: Context, { http }: Instance): Promise<void> {
  await voltFor(readSettings(context, VOLT_SETTINGS), http).webhooks(PROBE_TIMEOUT_MS);
}

async function checkInsights(context: Context, { http, now }: Instance): Promise<void> {
  const account = insightsAccount(readSettings(context, INSIGHTS_SETTINGS));
  const answer = await probeInsights(account, http, now, PROBE_TIMEOUT_MS);
  if (answer.verdict === "misconfigured") throw new ConfigurationError(ADVICE.insights_misconfigured);
  if (answer.verdict === "try_again") throw new ProviderUnreachableError(ADVICE.insights_unavailable);
}

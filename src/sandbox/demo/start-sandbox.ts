import { existsSync } from "node:fs";
import path from "node:path";
import { sandboxAccounts } from "../accounts";
import type { Insights } from "../insights/insights";
import { startInsights } from "../insights/insights";
import type { RelayProcess } from "../relay-process/relay-process";
import { startRelay } from "../relay-process/relay-process";
import type { Sync } from "../sync/sync";
import { startSync } from "../sync/sync";
import type { Twilio, TwilioOptions } from "../twilio/twilio";
import { startTwilio } from "../twilio/twilio";

export interface SandboxOptions {
  /** The project's folder, with dist/ built and node_modules/ installed. */
  root: string;
  /** The relay's port; any free one by default. */
  port?: number;
  /** A fresh process for each request, like a cold instance. By default one process serves all, like a warm one. */
  fork?: boolean;
  /** More environment variables for the functions, or others. */
  env?: Record<string, string>;
  /** How Twilio's stand-in behaves: chance, pace, and whether messages make their journey by themselves. */
  twilio?: Partial<Pick<TwilioOptions, "random" | "delayMs" | "backoffMs" | "autopilot">>;
}

export interface Sandbox {
  readonly twilio: Twilio;
  readonly insights: Insights;
  /** Where the relay keeps what Insights does not take. */
  readonly sync: Sync;
  /** The built functions, served by twilio-run. */
  readonly relay: RelayProcess;
  /** Ends the process and all stand-ins, with whatever is under way. May be called again. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts stand-ins of Twilio, Twilio Sync and Volt Insights, and the built functions with the real hosts redirected to them. The
 * relay has its settings from here and nothing else from its surroundings; VOLT_INSIGHTS_URL is left at its default, so
 * that it calls https://v1.insights.api.textvolt.com as it would when deployed.
 *
 * @throws Error with the way out, where dist/ is missing or the relay does not start
 */
export async function startSandbox({
  root,
  port,
  fork = false,
  env = {},
  twilio: behaviour = {},
}: SandboxOptions): Promise<Sandbox> {
  requireBuild(root);
  const { accountSid, authToken, relayApiKey, voltApiToken } = sandboxAccounts;
  const insights = await startInsights({ token: voltApiToken });
  const twilio = await startTwilio({ accountSid, authToken, ...behaviour });
  const sync = await startSync({ accountSid, authToken });
  const closeStandIns = async () => {
    await Promise.all([twilio.close(), insights.close(), sync.close()]);
  };
  try {
    const relay = await startRelay({
      root,
      fork,
      ...(port === undefined ? {} : { port }),
      env: {
        ACCOUNT_SID: accountSid,
        AUTH_TOKEN: authToken,
        RELAY_API_KEY: relayApiKey,
        VOLT_API_TOKEN: voltApiToken,
        ...env,
      },
      redirect: {
        "api.twilio.com": twilio.port,
        "sync.twilio.com": sync.port,
        "v1.insights.api.textvolt.com": insights.port,
      },
    });
    let stopping: Promise<void> | undefined;
    const stop = async () => {
      await relay.stop();
      await closeStandIns();
    };
    return { twilio, insights, sync, relay, stop: () => (stopping ??= stop()) };
  } catch (error) {
    await closeStandIns();
    throw error;
  }
}

const BUILT = ["functions/send.js", "functions/twilio/status.protected.js", "sandbox/redirect.js"];

function requireBuild(root: string): void {
  const missing = BUILT.find((file) => !existsSync(path.join(root, "dist", file)));
  if (missing !== undefined) {
    throw new Error(`dist/${missing} is missing: the functions are not built. Run "npm run build" first.`);
  }
}

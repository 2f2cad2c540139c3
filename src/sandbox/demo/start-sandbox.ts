import { existsSync } from "node:fs";
import path from "node:path";
import { sandboxAccounts, sandboxNumbers } from "../accounts";
import type { Insights } from "../insights/insights";
import { startInsights } from "../insights/insights";
import type { RelayProcess } from "../relay-process/relay-process";
import { startRelay } from "../relay-process/relay-process";
import type { Sync } from "../sync/sync";
import { startSync } from "../sync/sync";
import type { Telerivet, TelerivetOptions } from "../telerivet/telerivet";
import { startTelerivet } from "../telerivet/telerivet";
import type { Twilio, TwilioOptions } from "../twilio/twilio";
import { startTwilio } from "../twilio/twilio";
import type { Volt, VoltOptions } from "../volt/volt";
import { startVolt } from "../volt/volt";

export interface SandboxOptions {
  /** The project's folder, with dist/ built and node_modules/ installed. */
  root: string;
  /** The relay's port; any free one by default. */
  port?: number;
  /** A fresh process for each request, like a cold instance. By default one process serves all, like a warm one. */
  fork?: boolean;
  /** With the sandbox's own hooks, which reply to JOIN, in the place of the project's. */
  exampleHooks?: boolean;
  /** More environment variables for the functions, or others. */
  env?: Record<string, string>;
  /** How Twilio's stand-in behaves: chance, pace, and whether messages make their journey by themselves. */
  twilio?: Partial<Pick<TwilioOptions, "random" | "delayMs" | "backoffMs" | "autopilot">>;
  telerivet?: Partial<Pick<TelerivetOptions, "random" | "delayMs" | "retryMs" | "timeoutMs" | "autopilot">>;
  volt?: Partial<Omit<VoltOptions, "token" | "numbers" | "port">>;
}

export interface Sandbox {
  readonly twilio: Twilio;
  readonly telerivet: Telerivet;
  /** Volt's own messaging; Insights is another of its services. */
  readonly volt: Volt;
  readonly insights: Insights;
  /** Where the relay keeps what Insights does not take. */
  readonly sync: Sync;
  /** The https URL that is registered at Telerivet and Volt; to them it leads to the relay. */
  readonly publicUrl: string;
  /** The built functions, served by twilio-run. */
  readonly relay: RelayProcess;
  /** Ends the process and all stand-ins, with whatever is under way. May be called again. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts stand-ins of Twilio, Twilio Sync, Telerivet, Volt and Volt Insights, and the built functions with the real hosts
 * redirected to them. The relay has its settings from here and nothing else from its surroundings; every upstream's URL is
 * left at its default, so that it calls https://v1.insights.api.textvolt.com as it would when deployed.
 *
 * @throws Error with the way out, where dist/ is missing or the relay does not start
 */
export async function startSandbox({
  root,
  port,
  fork = false,
  exampleHooks = false,
  env = {},
  twilio: twilioBehaviour = {},
  telerivet: telerivetBehaviour = {},
  volt: voltBehaviour = {},
}: SandboxOptions): Promise<Sandbox> {
  requireBuild(root);
  const { accountSid, authToken, relayApiKey, voltApiToken, voltWebhookToken } = sandboxAccounts;
  const { telerivetApiKey, telerivetProjectId, telerivetWebhookSecret } = sandboxAccounts;
  // Filled in as soon as the relay has its port.
  const publicOrigins: Record<string, string> = {};
  const insights = await startInsights({ token: voltApiToken });
  const twilio = await startTwilio({ accountSid, authToken, ...twilioBehaviour });
  const sync = await startSync({ accountSid, authToken });
  const telerivet = await startTelerivet({
    apiKey: telerivetApiKey,
    projectId: telerivetProjectId,
    // The relay's port here is none of those that Telerivet calls.
    anyLoopbackPort: true,
    publicOrigins,
    ...telerivetBehaviour,
  });
  const volt = await startVolt({
    token: voltApiToken,
    numbers: [sandboxNumbers.voltOrganisation],
    publicOrigins,
    ...voltBehaviour,
  });
  const closeStandIns = async () => {
    await Promise.all([twilio, insights, sync, telerivet, volt].map((standIn) => standIn.close()));
  };
  try {
    const relay = await startRelay({
      root,
      fork,
      ...(exampleHooks ? { functionsFolder: "dist/sandbox/functions" } : {}),
      ...(port === undefined ? {} : { port }),
      env: {
        ACCOUNT_SID: accountSid,
        AUTH_TOKEN: authToken,
        RELAY_API_KEY: relayApiKey,
        VOLT_API_TOKEN: voltApiToken,
        VOLT_WEBHOOK_TOKEN: voltWebhookToken,
        TELERIVET_API_KEY: telerivetApiKey,
        TELERIVET_PROJECT_ID: telerivetProjectId,
        TELERIVET_WEBHOOK_SECRET: telerivetWebhookSecret,
        ...env,
      },
      redirect: {
        "api.twilio.com": twilio.port,
        "sync.twilio.com": sync.port,
        "api.telerivet.com": telerivet.port,
        "api.respondflow.com": volt.port,
        "callbacks.respondflow.com": volt.port,
        "v1.insights.api.textvolt.com": insights.port,
      },
    });
    publicOrigins[PUBLIC_URL] = relay.url;
    let stopping: Promise<void> | undefined;
    const stop = async () => {
      await relay.stop();
      await closeStandIns();
    };
    return {
      ...{ twilio, telerivet, volt, insights, sync },
      ...{ publicUrl: PUBLIC_URL, relay },
      stop: () => (stopping ??= stop()),
    };
  } catch (error) {
    await closeStandIns();
    throw error;
  }
}

const PUBLIC_URL = "https://relay.example";

const BUILT = ["functions/send.js", "functions/twilio/status.protected.js", "sandbox/redirect.js"];

function requireBuild(root: string): void {
  const missing = BUILT.find((file) => !existsSync(path.join(root, "dist", file)));
  if (missing !== undefined) {
    throw new Error(`dist/${missing} is missing: the functions are not built. Run "npm run build" first.`);
  }
}

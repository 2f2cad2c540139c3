import { createHttp } from "../../src/relay/axios-http";
import { StoreUnavailableError } from "../../src/relay/errors";
import { memoryStore } from "../../src/relay/memory-store";
import type { RecordStore } from "../../src/relay/record-store";
import type { Http } from "../../src/relay/http";
import type { Hooks } from "../../src/relay/hooks";
import { createInstance, type Instance } from "../../src/runtime/instance";
import { createLog } from "../../src/runtime/log";
import type { Route } from "../../src/runtime/route";
import { twilioFor } from "../../src/runtime/twilio";
import { visit } from "../../src/runtime/serve";
import type { SettingName } from "../../src/runtime/settings";
import { sandboxAccounts } from "../../src/sandbox/accounts";
import { startInsights, type Insights } from "../../src/sandbox/insights/insights";
import { startTwilio, type Twilio } from "../../src/sandbox/twilio/twilio";
import { system } from "../../src/system";
import { functionEvent, type FunctionRequest } from "./function-event";

export const DOMAIN = "relay.example.com";

export interface Reply {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
  /** The parsed body; an empty object where it is not JSON. */
  readonly body: Record<string, unknown>;
}

export interface TestRelay {
  readonly insights: Insights;
  readonly twilio: Twilio;
  readonly instance: Instance;
  readonly store: RecordStore;
  /** Moves the clock on. */
  advance: (ms: number) => void;
  /** From now on the store does nothing, or does again. */
  setStoreDown: (down: boolean) => void;
  /** The environment variables; change them at will. */
  readonly context: Record<string, unknown>;
  readonly hooks: Hooks;
  readonly lines: Record<string, unknown>[];
  call<Name extends SettingName>(
    route: Route<Name>,
    request: FunctionRequest,
    budgetMs?: number,
  ): Promise<Reply>;
  /** A message that Twilio knows, sent without the relay. */
  createAtTwilio(): Promise<{ readonly sid: string }>;
  close(): Promise<void>;
}

const refuse = () => Promise.reject(new StoreUnavailableError("The store is down."));
const brokenStore: RecordStore = {
  create: refuse,
  read: refuse,
  replace: refuse,
  remove: refuse,
  list: refuse,
};

/** The routes in this process, with real HTTP to stand-ins of Twilio and Insights. Waits between retries are skipped. */
export async function startTestRelay(): Promise<TestRelay> {
  const { accountSid, authToken, voltApiToken, relayApiKey } = sandboxAccounts;
  const insights = await startInsights({ token: voltApiToken });
  const twilio = await startTwilio({ accountSid, authToken });
  let ahead = 0;
  const now = () => system.now() + ahead;
  const store = memoryStore(now);
  let storeDown = false;
  const lines: Record<string, unknown>[] = [];
  const redirected = (http: Http): Http => {
    return (request) => http({ ...request, url: request.url.replace("https://api.twilio.com", twilio.url) });
  };
  const instance = createInstance({
    ...system,
    now,
    random: () => 0,
    http: redirected(createHttp({ keepAlive: false })),
    httpOnce: redirected(createHttp({ keepAlive: false })),
    openStore: () => (storeDown ? brokenStore : store),
    log: createLog((line) => lines.push(JSON.parse(line) as Record<string, unknown>), now),
  });
  const context: Record<string, unknown> = {
    ACCOUNT_SID: accountSid,
    AUTH_TOKEN: authToken,
    DOMAIN_NAME: DOMAIN,
    RELAY_API_KEY: relayApiKey,
    VOLT_API_TOKEN: voltApiToken,
    VOLT_INSIGHTS_URL: insights.url,
  };
  const hooks: Hooks = {};

  return {
    insights,
    twilio,
    instance,
    store,
    advance: (ms) => {
      ahead += ms;
    },
    setStoreDown: (down) => {
      storeDown = down;
    },
    context,
    hooks,
    lines,
    async call(route, request, budgetMs = route.budgetMs) {
      const timed = { ...route, budgetMs };
      const { status, contentType, body } = await visit(
        timed,
        hooks,
        context,
        functionEvent(request),
        instance,
      );
      const parsed = contentType === "application/json" ? (JSON.parse(body) as Record<string, unknown>) : {};
      return { status, contentType, text: body, body: parsed };
    },
    async createAtTwilio() {
      const form = new URLSearchParams({ To: "+15550100123", From: "+15550100100", Body: "Hello" });
      const client = twilioFor({ ACCOUNT_SID: accountSid, AUTH_TOKEN: authToken }, instance.http);
      const { resource } = await client.createMessage(form, 5_000);
      return { sid: String(resource.sid) };
    },
    async close() {
      await Promise.all([insights.close(), twilio.close()]);
    },
  };
}

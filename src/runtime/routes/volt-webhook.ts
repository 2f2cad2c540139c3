import { StoreUnavailableError } from "../../relay/errors";
import type { RelayEvent } from "../../relay/message";
import { once } from "../../relay/once";
import type { MessageNotice, MessageReport } from "../../relay/report";
import { mapVoltWebhook } from "../../volt/mapper";
import { proveVoltWebhook } from "../../volt/prove";
import { DEFAULT_DIGESTS } from "../../volt/signature";
import { acceptReport, hookFor } from "../accept-report";
import { json } from "../answer";
import { DELIVERY_SETTINGS } from "../delivery-tools";
import { drainALittle } from "../drain-a-little";
import { noteUnsent, replyByVolt } from "../reply-by-volt";
import type { Route, Visit } from "../route";
import { runHook } from "../run-hook";
import { runMessageHook, type Heard } from "../run-message-hook";
import { runMessageHookOnce } from "../run-message-hook-once";
import { VOLT_KEY_SETTINGS, VOLT_SETTINGS, voltKeysFor, voltReader } from "../volt";

const needs = [
  ...([...DELIVERY_SETTINGS, ...VOLT_SETTINGS, ...VOLT_KEY_SETTINGS, "INSIGHTS_INCLUDE_VOLT"] as const),
  ...(["VOLT_WEBHOOK_TOKEN", "VOLT_WEBHOOK_DIGEST", "VOLT_WEBHOOK_REQUIRE_SIGNATURE"] as const),
] as const;
export type VoltVisit = Visit<(typeof needs)[number]>;

/** Volt's message webhooks: https://simonsays.atlassian.net/wiki/spaces/VAPI/blog/2022/06/24/6651985 */
export const voltWebhook: Route<(typeof needs)[number]> = {
  name: "volt_webhook",
  budgetMs: 8_000,
  needs,
  readers: { volt: voltReader },
  async answer(visit: VoltVisit) {
    const { body, verified } = await prove(visit);
    const mapped = mapVoltWebhook(body);
    if (mapped.about === "message") {
      await takeIn({ ...mapped.report, message: { ...mapped.report.message, verified } }, mapped.name, visit);
      await drainALittle(visit);
    } else if (mapped.about === "other") {
      await handOn({ ...mapped.event, verified }, mapped.name, visit);
    } else {
      // The request that Volt makes when a URL is registered has an unknown form, and has to be answered 2xx.
      visit.instance.log.info("event_skipped", { provider: "volt" });
    }
    return json(200, {});
  },
};

function prove({ request, settings, instance, deadline }: VoltVisit) {
  const { VOLT_WEBHOOK_DIGEST: pinned } = settings;
  return proveVoltWebhook(
    { signature: request.header("x-respond-flow-signature"), parameters: request.parameters },
    {
      token: settings.VOLT_WEBHOOK_TOKEN,
      requireSignature: settings.VOLT_WEBHOOK_REQUIRE_SIGNATURE,
      digests: pinned === undefined ? DEFAULT_DIGESTS : [pinned],
      keys: voltKeysFor(settings, instance),
      memory: instance.voltSignatures,
      deadline,
    },
  );
}

async function takeIn({ update, message }: MessageReport, event: string, visit: VoltVisit): Promise<void> {
  // Volt has its own messages on the dashboard already.
  const notice = { message, update: visit.settings.INSIGHTS_INCLUDE_VOLT ? update : undefined };
  await acceptReport(notice, visit, () => hear(event, notice, visit));
}

/** Runs the hook, and sends its reply at once: Insights may take long, or not take the message at all. */
async function hear(event: string, notice: MessageNotice, visit: VoltVisit): Promise<Heard> {
  const heard = await runOnce(event, notice, visit);
  const { reply, once } = heard;
  if (reply === undefined) return heard;
  if (once) await replyByVolt(reply, notice.message, visit);
  // Sent now, it could be sent twice.
  else noteUnsent(notice.message, "store_unavailable", visit.instance);
  return heard;
}

/** That Volt tells of an event again is nowhere promised: where the store cannot be asked, the hook runs all the same. */
async function runOnce(event: string, notice: MessageNotice, visit: VoltVisit): Promise<Heard> {
  const { message } = notice;
  const hook = hookFor(notice);
  const heard = await runMessageHookOnce({ name: event }, hook, message, visit);
  return heard.again instanceof StoreUnavailableError ? runMessageHook(hook, message, visit) : heard;
}

async function handOn(event: RelayEvent, name: string, visit: VoltVisit): Promise<void> {
  const { settings, hooks, deadline, instance } = visit;
  if (hooks.onEvent === undefined) return;
  const onEvent = hooks.onEvent.bind(hooks);
  const run = async () => {
    const { retryLater } = await runHook("onEvent", onEvent, event, deadline, instance);
    if (retryLater !== undefined) throw retryLater;
    return undefined;
  };
  try {
    await once(name, run, { ...instance, store: instance.openStore(settings, deadline) });
  } catch (error) {
    if (!(error instanceof StoreUnavailableError)) throw error;
    await run();
  }
}

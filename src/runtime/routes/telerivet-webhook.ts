import { present } from "../../relay/present";
import type { MessageNotice } from "../../relay/report";
import { readTelerivetMessage } from "../../telerivet/mapper";
import { replyJson } from "../../telerivet/reply-json";
import { proveTelerivetWebhook } from "../../telerivet/secret";
import { mapTelerivetWebhook } from "../../telerivet/webhook";
import { acceptReport } from "../accept-report";
import { json, type Answer } from "../answer";
import { DELIVERY_SETTINGS } from "../delivery-tools";
import { drainALittle } from "../drain-a-little";
import { URL_SETTINGS } from "../public-urls";
import type { Route, Visit } from "../route";
import { runHook } from "../run-hook";
import { runMessageHookOnce } from "../run-message-hook-once";
import { ownStatus, TELERIVET_MAPPING_SETTINGS, telerivetOptions, telerivetReader } from "../telerivet";

const needs = [
  ...(["TELERIVET_WEBHOOK_SECRET", ...DELIVERY_SETTINGS] as const),
  ...([...TELERIVET_MAPPING_SETTINGS, ...URL_SETTINGS] as const),
] as const;
type TelerivetVisit = Visit<(typeof needs)[number]>;

/**
 * Every webhook of Telerivet's: https://telerivet.com/api/webhook
 *
 * Only a 200 within 10 s is success to Telerivet; after anything else it comes again for a day, and writes to the operator.
 */
export const telerivetWebhook: Route<(typeof needs)[number]> = {
  name: "telerivet_webhook",
  budgetMs: 8_000,
  needs,
  readers: { telerivet: telerivetReader },
  async answer(visit: TelerivetVisit) {
    const { request, settings, hooks, deadline, instance } = visit;
    const tree = proveTelerivetWebhook(request.parameters, settings.TELERIVET_WEBHOOK_SECRET);
    const mapped = mapTelerivetWebhook(tree, telerivetOptions(settings));
    if (mapped.about === "message") {
      const answer = await takeIn(mapped.report, visit);
      await drainALittle(visit);
      return answer;
    }
    const onEvent = hooks.onEvent?.bind(hooks);
    const { retryLater } = await runHook("onEvent", onEvent, mapped.event, deadline, instance);
    if (retryLater !== undefined) throw retryLater;
    return json(200, {});
  },
};

async function takeIn(notice: MessageNotice, visit: TelerivetVisit): Promise<Answer> {
  const { message } = notice;
  if (message.direction === "outbound") {
    await acceptReport(notice, visit);
    return json(200, {});
  }
  const { settings } = visit;
  // Several services may post one message, and each repeats itself until it hears a 200.
  const name = JSON.stringify(["telerivet", message.raw.project_id ?? null, message.id]);
  const event = { name, ...present({ by: readTelerivetMessage(message.raw).service_id }) };
  const { reply } = await acceptReport(notice, visit, () =>
    runMessageHookOnce(event, "onIncomingMessage", message, visit, settings.TELERIVET_WEBHOOK_SECRET),
  );
  return json(200, reply === undefined ? {} : replyJson(reply, ownStatus(settings)));
}

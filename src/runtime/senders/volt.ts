import type { JsonObject } from "../../relay/json";
import type { Outcome } from "../../relay/outcome";
import { mapVoltMessage } from "../../volt/resource-mapper";
import { parseSendParameters } from "../../volt/send-parameters";
import { deliverUpdate } from "../deliver-update";
import { readSettings } from "../settings";
import { voltFor, VOLT_SETTINGS } from "../volt";
import { forward } from "./forward";
import { pick, type Sender, type SendVisit } from "./sender";
import { sendTimeoutMs } from "./send-timeout";

const PASSING_FIELDS = ["status", "statusDescription", "sentAt", "confirmedAt"];

/** Sends by Volt's own messaging: https://docs.textvolt.com/v1.0/ */
export const sendByVolt: Sender = (parameters, visit) => {
  const { context, instance, deadline } = visit;
  const message = parseSendParameters(parameters);
  const settings = readSettings(context, VOLT_SETTINGS);
  return {
    message,
    saidAtFirst: (resource) => pick(resource, PASSING_FIELDS),
    send: () => voltFor(settings, instance.httpOnce).createMessage(message, sendTimeoutMs(deadline)),
    idOf: (resource) => String(resource.id),
    forward: (resource) => forward(() => bring(resource, visit), instance),
    fetch: (id) => voltFor(settings, instance.http).message(id, deadline.remainingMs()),
    // Volt's API cannot list messages.
    find: () => Promise.resolve(undefined),
  };
};

/** Volt knows its own messages; only where a setting asks for it are they brought to Insights by the relay. */
async function bring(resource: JsonObject, visit: SendVisit): Promise<Outcome | undefined> {
  if (!readSettings(visit.context, ["INSIGHTS_INCLUDE_VOLT"]).INSIGHTS_INCLUDE_VOLT) return undefined;
  return deliverUpdate(mapVoltMessage(resource).update, visit, { lookAgain: true });
}

import { keeping } from "../../relay/deadline";
import { OutcomeUnknownError, RelayError } from "../../relay/errors";
import type { JsonObject } from "../../relay/json";
import type { Outcome } from "../../relay/outcome";
import type { WireMessage } from "../../relay/wire-message";
import { lookUpSent } from "../../telerivet/find-sent";
import { mapTelerivetMessage } from "../../telerivet/mapper";
import { parseTelerivetSend, toSendBody } from "../../telerivet/send-parameters";
import { deliverUpdate } from "../deliver-update";
import { readSettings } from "../settings";
import {
  ownStatus,
  TELERIVET_MAPPING_SETTINGS,
  TELERIVET_SETTINGS,
  telerivetFor,
  telerivetOptions,
} from "../telerivet";
import { forward } from "./forward";
import { pick, type Sender, type SendVisit } from "./sender";
import { sendTimeoutMs } from "./send-timeout";

/** What a Message says only for a while, or not at first. */
const PASSING_FIELDS = [
  ...["status", "time_sent", "time_updated", "time_clicked", "send_attempts", "error_code"],
  ...["price", "price_currency", "num_parts", "phone_id", "external_id"],
];

/** What stays of a search for keeping what it finds in the outbox. */
const KEEPING_RESERVE_MS = 1_000;

/** Sends by Telerivet: https://telerivet.com/api/rest/curl#project.sendMessage */
export const sendByTelerivet: Sender = (parameters, visit) => {
  const { context, instance, deadline } = visit;
  const message = parseTelerivetSend(parameters);
  const settings = readSettings(context, [...TELERIVET_SETTINGS, "TELERIVET_WEBHOOK_SECRET"]);
  const telerivet = telerivetFor(settings, instance.http);
  const find = (ref: string, sinceMs: number) =>
    lookUpSent(telerivet, ref, sinceMs, keeping(KEEPING_RESERVE_MS, deadline));

  async function send(ref: string): Promise<WireMessage> {
    const body = toSendBody(message, { ...ownStatus({ ...visit.settings, ...settings }), ref });
    const began = instance.now();
    try {
      return await telerivetFor(settings, instance.httpOnce).sendMessage(body, sendTimeoutMs(deadline));
    } catch (error) {
      if (!(error instanceof OutcomeUnknownError)) throw error;
      // The message carries the relay's own reference: where it is there, it was sent after all.
      const resource = await find(ref, began).catch(ignoreRelayErrors);
      if (resource === undefined) throw error;
      return { resource, text: JSON.stringify(resource) };
    }
  }

  return {
    message,
    saidAtFirst: (resource) => pick(resource, PASSING_FIELDS),
    send,
    idOf: (resource) => String(resource.id),
    forward: (resource) => forward(() => bring(resource, visit), instance),
    fetch: async (id) => (await telerivet.fetchMessage(id, deadline.remainingMs())).resource,
    find,
  };
};

async function bring(resource: JsonObject, visit: SendVisit): Promise<Outcome | undefined> {
  const options = telerivetOptions(readSettings(visit.context, TELERIVET_MAPPING_SETTINGS));
  const { update } = mapTelerivetMessage(resource, options);
  return update === undefined ? undefined : deliverUpdate(update, visit, { lookAgain: true });
}

function ignoreRelayErrors(error: unknown): undefined {
  if (!(error instanceof RelayError)) throw error;
}

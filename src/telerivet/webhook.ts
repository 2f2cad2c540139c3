import * as z from "zod/mini";
import type { JsonObject } from "../relay/json";
import type { RelayEvent } from "../relay/message";
import { present } from "../relay/present";
import type { MessageNotice } from "../relay/report";
import type { TelerivetOptions } from "./insights-update";
import { mapIncomingMessage, mapSendStatus } from "./mapper";
import { broadcast, contactUpdate, messageMetadata } from "./schema";
import { text, time } from "./values";

/** A webhook, read: about a message, which its direction tells to be an incoming one or a status, or about something else. */
export type MappedWebhook =
  | { readonly about: "message"; readonly report: MessageNotice }
  | { readonly about: "other"; readonly event: RelayEvent };

/** What an event that is not about a message is about. */
const OTHERS: Readonly<Record<string, z.ZodMiniObject>> = {
  send_broadcast: broadcast,
  contact_update: contactUpdate,
  message_metadata: messageMetadata,
};

const anyEvent = z.looseObject({ event: text, id: text, time_created: time, time_updated: time });

/**
 * A webhook of Telerivet, whichever event it is of. Events, statuses, types and parameters that are not known pass through:
 * anything but 200 would be answered with a day of repeats. https://telerivet.com/api/webhook
 *
 * @param tree the parameters as `proveTelerivetWebhook` gives them
 * @throws InvalidInputError where an incoming message or a status names no message
 */
export function mapTelerivetWebhook(tree: JsonObject, options: TelerivetOptions = {}): MappedWebhook {
  switch (tree.event) {
    case "incoming_message":
      return { about: "message", report: mapIncomingMessage(tree, options) };
    case "send_status":
      return { about: "message", report: mapSendStatus(tree, options) };
    default:
      return { about: "other", event: otherEvent(tree) };
  }
}

function otherEvent(tree: JsonObject): RelayEvent {
  const { event = "unknown", id = "", time_created, time_updated } = z.parse(anyEvent, tree);
  const schema = Object.hasOwn(OTHERS, event) ? OTHERS[event] : undefined;
  const at = time_updated ?? time_created;
  return {
    ...{ provider: "telerivet", type: event, id },
    ...present({ occurredAt: at === undefined ? undefined : Date.parse(at) }),
    verified: true,
    data: schema === undefined ? tree : z.parse(schema, tree),
  };
}

import type { JsonObject } from "../relay/json";
import { parse } from "../relay/parse";
import type { MessageReport } from "../relay/report";
import { mediaOf } from "./mapper";
import { voltReport } from "./report";
import { messageResource } from "./schema";
import { isoTime } from "./times";

/** The word of a message that came in: it is the webhook to its receiver that is delivered. */
const INBOUND = ["received", "webhook_delivered"];

/**
 * A Message of Volt's GraphQL API. It names no direction, so all but one that says it was received counts as sent by the
 * organisation; its statuses are not documented, and pass through in lower case.
 * https://docs.textvolt.com/v1.0/
 *
 * @param id under which the relay knows the message: the resource's `id`, or its `legacyId`
 * @throws InvalidInputError where it is no Message
 */
export function mapVoltMessage(resource: JsonObject, id?: string): MessageReport {
  const message = parse(messageResource, resource, "This is not a Message of Volt's");
  const word = message.status?.toLowerCase() ?? "unknown";
  const isInbound = INBOUND.includes(word);
  return voltReport({
    id: id ?? message.id,
    direction: isInbound ? "inbound" : "outbound",
    status: isInbound ? "received" : word,
    from: message.fromNumber,
    to: message.toNumber,
    body: message.body,
    errorCode: message.errorCode,
    media: mediaOf(message.media),
    createdAt: isoTime(message.sentAt),
    sentAt: isoTime(message.sentAt),
    finalizedAt: isoTime(message.confirmedAt),
    raw: resource,
  });
}

/**
 * Whether a resource is the message of that id. Webhooks name it by `message_app_id` and by `id` (`rf_…`); that the API's
 * `id` and `legacyId` are these two is likely, and not documented.
 */
export function isVoltMessage({ id: own, legacyId }: JsonObject, id: string): boolean {
  return own === id || legacyId === id;
}

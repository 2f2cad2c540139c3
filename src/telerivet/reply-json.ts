import type { JsonObject } from "../relay/json";
import { present } from "../relay/present";
import type { Reply, ReplyMessage } from "../relay/reply";

/** Where the statuses of a reply go that names no place of its own. */
export interface OwnStatus {
  readonly statusUrl: string;
  readonly statusSecret: string;
}

/**
 * A reply in the form that Telerivet takes as the answer to an incoming message, with `Content-Type: application/json`.
 * Media have no place there, so their URLs go on lines of their own below the text. https://telerivet.com/api/webhook
 */
export function replyJson({ messages, variables = {} }: Reply, own: OwnStatus): JsonObject {
  return {
    ...(messages.length === 0 ? {} : { messages: messages.map((message) => messageJson(message, own)) }),
    ...(Object.keys(variables).length === 0 ? {} : { variables: { ...variables } }),
  };
}

function messageJson(message: ReplyMessage, own: OwnStatus): JsonObject {
  const { content, media = [], to, messageType, routeId } = message;
  // The relay's secret is for its own URL: a reply with another URL must not carry it there.
  const { statusUrl, statusSecret } = message.statusUrl === undefined ? own : message;
  const lines = [...(content === undefined ? [] : [content]), ...media];
  return present({
    content: lines.length === 0 ? undefined : lines.join("\n"),
    to_number: to,
    message_type: messageType,
    route_id: routeId,
    status_url: statusUrl,
    status_secret: statusSecret,
  });
}

import * as z from "zod/mini";
import type { JsonObject } from "../relay/json";
import type { MessageMedia } from "../relay/message";
import { parse } from "../relay/parse";
import { present } from "../relay/present";
import type { MessageNotice } from "../relay/report";
import { telerivetUpdate, type KnownMessage, type TelerivetOptions } from "./insights-update";
import type { TelerivetMessage } from "./message-view";
import { message } from "./schema";
import { senderOf } from "./sender";

const named = z.object({
  id: z.string().check(z.minLength(1)),
  status: z.string().check(z.minLength(1)),
});

/**
 * A Message of the REST API, for Insights and for hooks. For Insights there is nothing to say of a call, a USSD session
 * or a service, and, unless the options ask for it, of what was only simulated. https://telerivet.com/api/rest/curl#Message
 *
 * @throws InvalidInputError where it is no Message
 */
export function mapTelerivetMessage(resource: JsonObject, options: TelerivetOptions = {}): MessageNotice {
  const { id, status } = parse(named, resource, "This is not a Message of Telerivet");
  const said = z.parse(message, resource);
  const direction = said.direction === "incoming" ? "inbound" : "outbound";
  return notice({ id, status, direction, said, raw: resource }, options);
}

/**
 * A webhook about an incoming message. What the same message looks like when it is read back, save that its sender is not
 * normalised there.
 *
 * @throws InvalidInputError where no message is named
 */
export function mapIncomingMessage(tree: JsonObject, options: TelerivetOptions): MessageNotice {
  const said = z.parse(message, tree);
  const { id, status } = parse(
    named,
    { id: tree.id, status: said.status ?? "received" },
    "This is not an incoming message",
  );
  return notice({ id, status, direction: "inbound", said, raw: tree }, options);
}

/** A webhook about the status of an outgoing message. @throws InvalidInputError where no message or no status is named */
export function mapSendStatus(tree: JsonObject, options: TelerivetOptions): MessageNotice {
  const { id, status } = parse(named, tree, "This is not a message status");
  return notice({ id, status, direction: "outbound", said: z.parse(message, tree), raw: tree }, options);
}

/**
 * What Telerivet says of a message, in types: from a hook's `message.raw`, say. `{ time_created: "1700000000", starred: "0" }`
 * becomes `{ time_created: "2023-11-14T22:13:20Z", starred: false }`. What is not known stays as it is.
 */
export function readTelerivetMessage(raw: JsonObject): TelerivetMessage {
  return z.parse(message, raw);
}

interface Known extends KnownMessage {
  readonly raw: JsonObject;
}

function notice({ id, status, direction, said, raw }: Known, options: TelerivetOptions): MessageNotice {
  return {
    update: telerivetUpdate({ id, status, direction, said }, options),
    message: {
      ...{ provider: "telerivet", id, direction, status: status.toLowerCase() },
      ...present({
        from: senderOf(said, direction),
        to: said.to_number,
        body: said.content,
        errorCode: said.error_code,
        media: mediaOf(said),
      }),
      raw,
    },
  };
}

function mediaOf({ media }: TelerivetMessage): MessageMedia[] | undefined {
  const usable = media?.flatMap(({ url, type }) =>
    url === undefined ? [] : [{ url, ...present({ contentType: type }) }],
  );
  return usable?.length === 0 ? undefined : usable;
}

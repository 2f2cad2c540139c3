import { MessageNotFoundError } from "../relay/errors";
import { rereadBy, type Reread, type Truth } from "../relay/reread";
import { isOlder } from "../relay/standing";
import type { TelerivetClient } from "./client";
import type { TelerivetOptions } from "./insights-update";
import { mapTelerivetMessage } from "./mapper";

type MessageReader = Pick<TelerivetClient, "fetchMessage">;

/**
 * The message as Telerivet has it now.
 *
 * @throws MessageNotFoundError where Telerivet does not know it, or where it is none that belongs in Insights; and as
 *   TelerivetClient.fetchMessage
 */
export function truthFrom(client: MessageReader, options: TelerivetOptions): Truth {
  return async ({ id }, timeoutMs) => {
    const { resource } = await client.fetchMessage(id, timeoutMs);
    const { update } = mapTelerivetMessage(resource, options);
    if (update === undefined) throw new MessageNotFoundError("This message does not belong in Insights.");
    return update;
  };
}

/**
 * Reads a message's truth back from Telerivet's REST API. Where Telerivet does not know the message, or the API says
 * nothing newer, the update stays as it is: only a webhook has the sender of an incoming message in its normalised form.
 */
export function rereadFrom(client: MessageReader, options: TelerivetOptions): Reread {
  return rereadBy(truthFrom(client, options), (truth, heard) => (isOlder(heard, truth) ? truth : heard));
}

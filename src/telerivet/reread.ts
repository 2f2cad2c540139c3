import type { Reread } from "../relay/deliver";
import { MessageNotFoundError } from "../relay/errors";
import { isOlder } from "../relay/standing";
import type { InsightsUpdate, MessageKey } from "../relay/update";
import type { TelerivetClient } from "./client";
import type { TelerivetOptions } from "./insights-update";
import { mapTelerivetMessage } from "./mapper";

type MessageReader = Pick<TelerivetClient, "fetchMessage">;

export type Truth = (key: MessageKey, timeoutMs: number) => Promise<InsightsUpdate>;

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
  const truthOf = truthFrom(client, options);
  return async (update, timeoutMs) => {
    try {
      const truth = await truthOf(update.key, timeoutMs);
      return isOlder(update, truth) ? truth : update;
    } catch (error) {
      if (error instanceof MessageNotFoundError) return update;
      throw error;
    }
  };
}

import type { Reread } from "../relay/deliver";
import { MessageNotFoundError } from "../relay/errors";
import { isOlder } from "../relay/standing";
import type { TwilioClient } from "./client";
import { mapMessageResource } from "./mapper";

/**
 * Reads a message's truth back from Twilio's REST API. Where Twilio does not know the message under this account (it may
 * be a subaccount's), or where the API is behind what the webhook said, the update stays as it is.
 */
export function rereadFrom(client: TwilioClient): Reread {
  return async (update, timeoutMs) => {
    try {
      const { resource } = await client.fetchMessage(update.key.id, timeoutMs);
      const { update: truth } = mapMessageResource(resource);
      return isOlder(truth, update) ? update : truth;
    } catch (error) {
      if (error instanceof MessageNotFoundError) return update;
      throw error;
    }
  };
}

import { rereadBy, type Reread, type Truth } from "../relay/reread";
import { isOlder } from "../relay/standing";
import type { TwilioClient } from "./client";
import { mapMessageResource } from "./mapper";

type MessageReader = Pick<TwilioClient, "fetchMessage">;

/** The message as Twilio has it now. @throws as TwilioClient.fetchMessage */
export function truthFrom(client: MessageReader): Truth {
  return async ({ id }, timeoutMs) =>
    mapMessageResource((await client.fetchMessage(id, timeoutMs)).resource).update;
}

/**
 * Reads a message's truth back from Twilio's REST API. Where Twilio does not know the message under this account (it may
 * be a subaccount's), or where the API is behind what the webhook said, the update stays as it is.
 */
export function rereadFrom(client: MessageReader): Reread {
  return rereadBy(truthFrom(client), (truth, heard) => (isOlder(truth, heard) ? heard : truth));
}

import { MessageNotFoundError } from "../relay/errors";
import { present } from "../relay/present";
import { rereadBy, type Reread, type Truth } from "../relay/reread";
import { isOlder } from "../relay/standing";
import type { InsightsUpdate } from "../relay/update";
import type { VoltClient } from "./client";
import { isVoltMessage, mapVoltMessage } from "./resource-mapper";

type Reader = Pick<VoltClient, "message">;

/**
 * A message as Volt has it now.
 *
 * Gives MessageNotFoundError where Volt knows no such message, or gives another one.
 */
export function truthFrom(client: Reader): Truth {
  return async ({ id }, timeoutMs) => {
    const resource = await client.message(id, timeoutMs);
    if (!isVoltMessage(resource, id)) {
      throw new MessageNotFoundError("Volt's answer is about another message.", {
        details: { provider: "volt" },
      });
    }
    return mapVoltMessage(resource, id).update;
  };
}

/**
 * Reads a message's truth back from Volt's API. Where Volt does not know the message, or where the API is behind what the
 * webhook said, the update stays as it is; what the API does not tell (type, segments, direction) is kept from it.
 */
export function rereadFrom(client: Reader): Reread {
  return rereadBy(truthFrom(client), (truth, heard) =>
    isOlder(truth, heard) ? heard : completed(truth, heard),
  );
}

function completed(truth: InsightsUpdate, { payload }: InsightsUpdate): InsightsUpdate {
  const { message_created_at, direction } = payload;
  const known = present({ message_created_at, direction });
  return { ...truth, payload: { ...payload, ...truth.payload, ...known } };
}

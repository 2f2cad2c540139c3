import type { Reread } from "../relay/deliver";
import { MessageNotFoundError } from "../relay/errors";
import { present } from "../relay/present";
import { statusRank } from "../relay/status-rank";
import type { InsightsUpdate, MessageKey } from "../relay/update";
import type { VoltClient } from "./client";
import { isVoltMessage, mapVoltMessage } from "./resource-mapper";

type Reader = Pick<VoltClient, "message">;

/**
 * A message as Volt has it now.
 *
 * Gives MessageNotFoundError where Volt knows no such message, or gives another one.
 */
export function truthFrom(client: Reader): (key: MessageKey, timeoutMs: number) => Promise<InsightsUpdate> {
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
  const truthOf = truthFrom(client);
  return async (update, timeoutMs) => {
    try {
      const truth = await truthOf(update.key, timeoutMs);
      return rankOf(truth) < rankOf(update) ? update : completed(truth, update);
    } catch (error) {
      if (error instanceof MessageNotFoundError) return update;
      throw error;
    }
  };
}

function completed(truth: InsightsUpdate, { payload }: InsightsUpdate): InsightsUpdate {
  const { message_created_at, direction } = payload;
  const known = present({ message_created_at, direction });
  return { ...truth, payload: { ...payload, ...truth.payload, ...known } };
}

function rankOf({ status }: InsightsUpdate): number {
  return status === undefined ? 0 : statusRank(status);
}

import { MessageNotFoundError } from "./errors";
import type { InsightsUpdate, MessageKey } from "./update";

/** A message as its provider has it now. @throws MessageNotFoundError where the provider knows no such message */
export type Truth = (key: MessageKey, timeoutMs: number) => Promise<InsightsUpdate>;

/** An update with what its provider says now, as far as that is newer. */
export type Reread = (update: InsightsUpdate, timeoutMs: number) => Promise<InsightsUpdate>;

/**
 * Reads a message back from its provider. Where the provider does not know it, what was heard of it stays.
 *
 * @param choose what holds: the truth, the update as it was heard, or something of both
 */
export function rereadBy(
  truthOf: Truth,
  choose: (truth: InsightsUpdate, heard: InsightsUpdate) => InsightsUpdate,
): Reread {
  return async (heard, timeoutMs) => {
    try {
      return choose(await truthOf(heard.key, timeoutMs), heard);
    } catch (error) {
      if (error instanceof MessageNotFoundError) return heard;
      throw error;
    }
  };
}

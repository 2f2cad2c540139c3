import type { JsonObject } from "../../relay/json";
import type { Outcome } from "../../relay/outcome";
import type { Instance } from "../instance";
import { noteError } from "../note-error";
import { outcomeFields } from "../outcome-fields";

/**
 * Brings a Message that was sent to Insights, and says what became of it. Never throws: the message is sent, and the caller
 * has to hear it, however Insights fares.
 *
 * @param bring gives undefined for what does not belong in Insights
 */
export async function forward(
  bring: () => Promise<Outcome | undefined>,
  instance: Instance,
): Promise<JsonObject> {
  try {
    const outcome = await bring();
    return outcome === undefined ? { outcome: "left_out" } : outcomeFields(outcome);
  } catch (error) {
    noteError("send", error, instance);
    return outcomeFields({ outcome: "failed", attempts: 0, reason: "provider_unavailable" });
  }
}

import { NotDeliveredError } from "../relay/errors";
import type { Hooks } from "../relay/hooks";
import type { MessageReport } from "../relay/report";
import { deliverUpdate } from "./deliver-update";
import type { DELIVERY_SETTINGS } from "./delivery-tools";
import type { Visit } from "./route";
import { runHook } from "./run-hook";

/**
 * Takes in what a webhook says about one message: to Insights and to its hook, side by side, so that neither waits for
 * the other.
 *
 * @throws NotDeliveredError or RetryLater when the source should send it again
 */
export async function acceptReport(
  { update, message }: MessageReport,
  hook: keyof Pick<Hooks, "onStatus" | "onIncomingMessage">,
  { deadline, settings, instance, hooks }: Visit<(typeof DELIVERY_SETTINGS)[number]>,
): Promise<void> {
  const [outcome, retryLater] = await Promise.all([
    deliverUpdate(update, deadline, settings, instance),
    runHook(hook, hooks[hook]?.bind(hooks), message, deadline, instance),
  ]);
  if (outcome.outcome === "failed") {
    throw new NotDeliveredError("Volt Insights did not take the update. Send it again.", {
      details: { reason: outcome.reason },
    });
  }
  if (retryLater !== undefined) throw retryLater;
}

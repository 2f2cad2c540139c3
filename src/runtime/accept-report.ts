import { NotDeliveredError } from "../relay/errors";
import type { MessageNotice } from "../relay/report";
import type { DeliveryVisit } from "./delivery-tools";
import { deliverUpdate } from "./deliver-update";
import { runMessageHook, type Heard, type MessageHook } from "./run-message-hook";

/**
 * Takes in what a webhook says about one message: to Insights and to its hook, side by side, so that neither waits for
 * the other.
 *
 * @returns what came of the hook
 * @throws NotDeliveredError, RetryLater, EventInProgressError or StoreUnavailableError when the source should send it again
 */
export async function acceptReport(
  notice: MessageNotice,
  visit: DeliveryVisit,
  hear: () => Promise<Heard> = () => runMessageHook(hookFor(notice), notice.message, visit),
): Promise<Heard> {
  const { update } = notice;
  const [outcome, heard] = await Promise.all([
    update === undefined ? undefined : deliverUpdate(update, visit),
    hear(),
  ]);
  if (outcome?.outcome === "failed") {
    throw new NotDeliveredError("Volt Insights did not take the update. Send it again.", {
      details: { reason: outcome.reason },
    });
  }
  if (heard.again !== undefined) throw heard.again;
  return heard;
}

export function hookFor({ message }: MessageNotice): MessageHook {
  return message.direction === "inbound" ? "onIncomingMessage" : "onStatus";
}

import pMap from "p-map";
import { MessageNotFoundError, NotDeliveredError, RelayError } from "../relay/errors";
import type { MessageReport } from "../relay/report";
import { mapMessageResource } from "../twilio/mapper";
import { isMessageSid } from "../twilio/message-sid";
import { BATCH_CONCURRENCY } from "./accept-batch";
import { deliverUpdate } from "./deliver-update";
import { twilioFor } from "./twilio";
import type { WebhookVisit } from "./twilio-webhook";

/**
 * Takes in reports whose sender is proven and whose words are not. Only the messages they name are believed to be worth a
 * look: each is read from Twilio, and what Twilio says goes to Insights. A forged report can do no more than that; hooks,
 * which act on what they are told, are not run.
 *
 * @returns the errors of the messages that should be looked at again
 */
export async function acceptHints(
  reports: readonly MessageReport[],
  visit: WebhookVisit,
): Promise<RelayError[]> {
  const sids = new Set(reports.map(({ message }) => message.id).filter(isMessageSid));
  const errors = await pMap(sids, (sid) => relayTruth(sid, visit), { concurrency: BATCH_CONCURRENCY });
  return errors.flat();
}

async function relayTruth(sid: string, visit: WebhookVisit): Promise<RelayError[]> {
  const { settings, instance, deadline } = visit;
  try {
    const { resource } = await twilioFor(settings, instance.http).fetchMessage(sid, deadline.remainingMs());
    const { update } = mapMessageResource(resource);
    const outcome = await deliverUpdate(update, visit, { lookAgain: true });
    return outcome.outcome === "failed"
      ? [new NotDeliveredError("Volt Insights did not take the update.")]
      : [];
  } catch (error) {
    if (error instanceof MessageNotFoundError) return [];
    if (error instanceof RelayError)
      return [new NotDeliveredError("Twilio could not be asked.", { cause: error })];
    throw error;
  }
}

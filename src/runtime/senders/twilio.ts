import type { JsonObject } from "../../relay/json";
import type { Outcome } from "../../relay/outcome";
import { findSent } from "../../twilio/find-sent";
import { lastingPart, PASSING_FIELDS } from "../../twilio/lasting-part";
import { mapMessageResource } from "../../twilio/mapper";
import { parseSendParameters, toForm } from "../../twilio/send-parameters";
import { deliverUpdate } from "../deliver-update";
import { statusCallbackUrl } from "../status-callback-url";
import { twilioFor } from "../twilio";
import { forward } from "./forward";
import { pick, type Sender, type SendVisit } from "./sender";
import { sendTimeoutMs } from "./send-timeout";

/** Sends by Twilio: https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource */
export const sendByTwilio: Sender = (parameters, visit) => {
  const { settings, instance, deadline } = visit;
  const message = parseSendParameters(parameters);
  const twilio = twilioFor(settings, instance.http);
  return {
    message,
    // A Messaging Service chooses the sender, and with it the number of segments, only after its answer.
    saidAtFirst: (resource) =>
      pick(resource, [...PASSING_FIELDS, "num_segments", ...(resource.from === null ? ["from"] : [])]),
    send() {
      const form = toForm(message, statusCallbackUrl(settings));
      return twilioFor(settings, instance.httpOnce).createMessage(form, sendTimeoutMs(deadline));
    },
    idOf: (resource) => String(resource.sid),
    forward: (resource) => forward(() => bring(resource, visit), instance),
    fetch: async (id) => (await twilio.fetchMessage(id, deadline.remainingMs())).resource,
    find: async (_ref, since) =>
      findSent(await twilio.latestMessagesTo(message.to, deadline.remainingMs()), message, since),
  };
};

/** Status callbacks may overtake this post, on any instance, so the Message is looked at again after it. */
async function bring(resource: JsonObject, visit: SendVisit): Promise<Outcome> {
  const { settings, instance, deadline } = visit;
  const whole = (message: JsonObject) =>
    deliverUpdate(mapMessageResource(message).update, visit, { lookAgain: true });
  const outcome = await whole(resource);
  if (outcome.outcome !== "superseded") return outcome;
  // A status callback was faster. Insights still lacks what only the whole Message says, so it gets the present one; and
  // where Twilio's REST API is behind the callback, what a Message says for good.
  const twilio = twilioFor(settings, instance.http);
  const { resource: current } = await twilio.fetchMessage(String(resource.sid), deadline.remainingMs());
  const again = await whole(current);
  if (again.outcome !== "superseded") return again;
  return deliverUpdate(lastingPart(mapMessageResource(resource).update), visit);
}

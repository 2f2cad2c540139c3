import { mapIncomingMessage } from "../../twilio/mapper";
import { replyTwiml } from "../../twilio/reply-twiml";
import { proveForm } from "../../twilio/signature";
import { acceptReport } from "../accept-report";
import { xml } from "../answer";
import { drainALittle } from "../drain-a-little";
import type { Route } from "../route";
import { statusCallbackUrl } from "../status-callback-url";
import { signedRequest, WEBHOOK_BUDGET_MS, WEBHOOK_SETTINGS, type WebhookVisit } from "../twilio-webhook";
import { twilioReader } from "../twilio";

/** Incoming messages: https://www.twilio.com/docs/messaging/guides/webhook-request */
export const twilioInbound: Route<(typeof WEBHOOK_SETTINGS)[number]> = {
  name: "twilio_inbound",
  budgetMs: WEBHOOK_BUDGET_MS,
  needs: WEBHOOK_SETTINGS,
  readers: { twilio: twilioReader },
  async answer(visit: WebhookVisit) {
    const parameters = proveForm(signedRequest("/twilio/inbound", visit));
    const { reply = { messages: [] } } = await acceptReport(mapIncomingMessage(parameters), visit);
    await drainALittle(visit);
    return xml(replyTwiml(reply, statusCallbackUrl(visit.settings)));
  },
};

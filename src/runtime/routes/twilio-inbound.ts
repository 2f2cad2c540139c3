import { mapIncomingMessage } from "../../twilio/mapper";
import { proveForm } from "../../twilio/signature";
import { acceptReport } from "../accept-report";
import { xml } from "../answer";
import { drainALittle } from "../drain-a-little";
import type { Route } from "../route";
import { signedRequest, WEBHOOK_BUDGET_MS, WEBHOOK_SETTINGS, type WebhookVisit } from "../twilio-webhook";

/** TwiML that sends no reply: https://www.twilio.com/docs/messaging/twiml */
const NO_REPLY = '<?xml version="1.0" encoding="UTF-8"?><Response></Response>';

/** Incoming messages: https://www.twilio.com/docs/messaging/guides/webhook-request */
export const twilioInbound: Route<(typeof WEBHOOK_SETTINGS)[number]> = {
  name: "twilio_inbound",
  budgetMs: WEBHOOK_BUDGET_MS,
  needs: WEBHOOK_SETTINGS,
  async answer(visit: WebhookVisit) {
    const parameters = proveForm(signedRequest("/twilio/inbound", visit));
    await acceptReport(mapIncomingMessage(parameters), "onIncomingMessage", visit);
    await drainALittle(visit);
    return xml(NO_REPLY);
  },
};

import { mapStatusCallback } from "../../twilio/mapper";
import { proveForm } from "../../twilio/signature";
import { acceptReport } from "../accept-report";
import { json } from "../answer";
import { drainALittle } from "../drain-a-little";
import type { Route } from "../route";
import { TWILIO_STATUS_PATH } from "../status-callback-url";
import { signedRequest, WEBHOOK_BUDGET_MS, WEBHOOK_SETTINGS, type WebhookVisit } from "../twilio-webhook";
import { twilioReader } from "../twilio";

/** Status callbacks: https://www.twilio.com/docs/messaging/guides/track-outbound-message-status */
export const twilioStatus: Route<(typeof WEBHOOK_SETTINGS)[number]> = {
  name: "twilio_status",
  budgetMs: WEBHOOK_BUDGET_MS,
  needs: WEBHOOK_SETTINGS,
  readers: { twilio: twilioReader },
  async answer(visit: WebhookVisit) {
    const parameters = proveForm(signedRequest(TWILIO_STATUS_PATH, visit));
    await acceptReport(mapStatusCallback(parameters), visit);
    await drainALittle(visit);
    return json(200, {});
  },
};

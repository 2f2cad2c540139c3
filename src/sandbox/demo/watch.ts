import { narrateInsightsPost } from "./narrate-insights";
import { createRelayLineNarrator } from "./narrate-relay-line";
import { narrateSyncCall } from "./narrate-sync";
import { narrateTwilioCall } from "./narrate-twilio";
import { createWebhookNarrator, narrateAttempts } from "./narrate-webhook";
import type { Sandbox } from "./start-sandbox";
import type { Tell } from "./step";

/** Tells each step that is taken in the sandbox, whoever causes it. */
export function watch({ twilio, insights, sync, relay }: Sandbox, tell: Tell): void {
  twilio.onAnswer((request, answer) => {
    tell(narrateTwilioCall(request, answer));
  });

  insights.onAnswer((request, { status }) => {
    tell(narrateInsightsPost(request, status));
  });
  insights.onRequest((request) => {
    if (request.fault === "reset" || request.fault === "hang") tell(narrateInsightsPost(request, undefined));
  });

  sync.onAnswer((request, answer) => {
    narrateSyncCall(request, answer).forEach(tell);
  });

  const narrateWebhook = createWebhookNarrator();
  twilio.onWebhook((request, delivery) => {
    tell(narrateWebhook(request));
    delivery.then(
      ({ attempts }) => {
        narrateAttempts(attempts).forEach(tell);
      },
      () => undefined, // The sandbox was stopped meanwhile: there is nobody left to be told.
    );
  });

  const narrateRelayLine = createRelayLineNarrator();
  relay.onLine((line) => {
    narrateRelayLine(line).forEach(tell);
  });
}

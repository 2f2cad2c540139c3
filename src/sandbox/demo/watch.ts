import type { Attempt } from "../stand-in/deliver-webhook";
import { narrateInsightsPost } from "./narrate-insights";
import { createRelayLineNarrator } from "./narrate-relay-line";
import { narrateSyncCall } from "./narrate-sync";
import { narrateTelerivetCall } from "./narrate-telerivet";
import { createTelerivetWebhookNarrator } from "./narrate-telerivet-webhook";
import { narrateTwilioCall } from "./narrate-twilio";
import { narrateVoltCall } from "./narrate-volt";
import { createVoltWebhookNarrator } from "./narrate-volt-webhook";
import { createWebhookNarrator, narrateAttempts } from "./narrate-webhook";
import type { Sandbox } from "./start-sandbox";
import type { Actor, Tell } from "./step";

/** Tells each step that is taken in the sandbox, whoever causes it. */
export function watch(sandbox: Sandbox, tell: Tell): void {
  watchTwilio(sandbox, tell);
  watchTelerivet(sandbox, tell);
  watchVolt(sandbox, tell);
  const { insights, sync, relay } = sandbox;

  insights.onAnswer((request, { status }) => {
    tell(narrateInsightsPost(request, status));
  });
  insights.onRequest((request) => {
    if (request.fault === "reset" || request.fault === "hang") tell(narrateInsightsPost(request, undefined));
  });

  sync.onAnswer((request, answer) => {
    narrateSyncCall(request, answer).forEach(tell);
  });

  const narrateRelayLine = createRelayLineNarrator();
  relay.onLine((line) => {
    narrateRelayLine(line).forEach(tell);
  });
}

function watchTwilio({ twilio }: Sandbox, tell: Tell): void {
  twilio.onAnswer((request, answer) => {
    tell(narrateTwilioCall(request, answer));
  });
  const narrateWebhook = createWebhookNarrator();
  twilio.onWebhook((request, delivery) => {
    tell(narrateWebhook(request));
    tellOfAttempts("Twilio", delivery, tell);
  });
}

function watchTelerivet({ telerivet }: Sandbox, tell: Tell): void {
  telerivet.onAnswer((request, answer) => {
    tell(narrateTelerivetCall(request, answer));
  });
  const narrateWebhook = createTelerivetWebhookNarrator();
  telerivet.onWebhook((delivery, end) => {
    tell(narrateWebhook(delivery));
    tellOfAttempts("Telerivet", end, tell);
  });
}

function watchVolt({ volt }: Sandbox, tell: Tell): void {
  volt.onAnswer((request, answer) => {
    tell(narrateVoltCall(request, answer));
  });
  const narrateWebhook = createVoltWebhookNarrator();
  volt.onWebhook((request, delivery) => {
    tell(narrateWebhook(request));
    tellOfAttempts("Volt", delivery, tell);
  });
}

function tellOfAttempts(
  from: Actor,
  delivery: Promise<{ readonly attempts: readonly Attempt[] }>,
  tell: Tell,
): void {
  delivery.then(
    ({ attempts }) => {
      narrateAttempts(attempts, from).forEach(tell);
    },
    () => undefined, // The sandbox was stopped meanwhile: there is nobody left to be told.
  );
}

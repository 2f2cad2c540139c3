import { messageStatusEvent } from "../twilio/event-streams";
import { createStranger } from "./forgery";
import type { Stage } from "./stage";

/** Somebody who is not Twilio claims that a delivered message has failed, and that there is one that is not. */
export async function playForgeries({ sandbox, tell, chapter, expect }: Stage): Promise<void> {
  chapter("Somebody who is not Twilio lies");
  const { twilio, relay } = sandbox;
  const stranger = createStranger(relay.url, tell);
  // Two, for what is read from Twilio in answer to one lie would also mend what another has done.
  const [victim, another] = twilio.messages.values();
  if (victim === undefined || another === undefined) return;
  expect("An unsigned callback", await stranger.unsignedCallback(victim.sid, "failed"), 403);
  expect("A wrongly signed callback", await stranger.wronglySignedCallback(victim.sid, "failed"), 403);

  const nobody = { ...another, sid: `SM${"f".repeat(32)}` };
  const claims = [another, nobody].map((message) =>
    messageStatusEvent(message, "failed", { at: Date.now(), data: { errorCode: 30007 } }),
  );
  // The sender is proven, so Twilio must not be told to drop its events; that nothing changes is seen at the end.
  expect("Forged events", await stranger.forgedEvents(claims), 200);
}

/** Somebody knows neither Telerivet's secret nor Volt's key and token. */
export async function playOtherForgeries({ sandbox, tell, chapter, expect }: Stage): Promise<void> {
  chapter("Somebody who is neither Telerivet nor Volt lies");
  const { telerivet, volt, relay } = sandbox;
  const stranger = createStranger(relay.url, tell);
  const [victim = ""] = telerivet.messages.keys();
  expect("A status with a wrong secret", await stranger.wrongTelerivetSecret(victim, "failed"), 403);

  const told = volt.deliveries.find(({ event }) => event === "message.received");
  const answer = told && (await stranger.alteredVoltWebhook(told.request));
  expect("A webhook of Volt's that was altered", answer, 403);
}

import { createApp } from "./app";
import { playSending } from "./play-sending";
import { playEvents } from "./scenario-events";
import { playForgeries } from "./scenario-forgeries";
import { playIncoming } from "./scenario-incoming";
import { burst, refusedSending, sendings } from "./sendings";
import { openStage, type Played, type Stage } from "./stage";
import type { Sandbox } from "./start-sandbox";
import type { Narrator } from "./step";

/** Plays everything that the relay is there for, always the same, and waits until all of it is over. */
export async function playScenario(sandbox: Sandbox, narrator: Narrator): Promise<Played> {
  const stage = openStage(sandbox, narrator);
  sandbox.twilio.setAutopilot(false);
  stage.chapter("The app sends; callbacks come late, early and twice");
  for (const sending of sendings) await playSending(sending, stage);
  const refused = await createApp(sandbox.relay.url, stage.tell).send(refusedSending);
  stage.expect("A message that Twilio refuses", refused.status, 400);
  await playIncoming(stage);
  await playEvents(stage);
  await playForgeries(stage);
  stage.expect("Requests to Twilio Sync, while Insights takes everything", sandbox.sync.requests.length, 0);
  stage.prove("Twilio Sync was not asked once while Insights took everything.");
  await playBurst(stage);
  return stage.played;
}

/** Messages at once, on seeded chance's journeys, while Insights has a bad moment. */
async function playBurst(stage: Stage): Promise<void> {
  const { twilio, insights, relay } = stage.sandbox;
  const app = createApp(relay.url, stage.tell);
  stage.chapter("Six messages at once, while Insights answers 503 twice and breaks off once");
  twilio.setAutopilot(true);
  insights.next({ status: 503 }, { status: 503 }, "reset");
  const answers = await Promise.all(burst.map((parameters) => app.send(parameters)));
  for (const { status, sid } of answers) {
    stage.expect("A message of the burst", status, 201);
    if (sid !== undefined) stage.remember(sid, "one of six at once");
  }
  await twilio.settled();
  twilio.setAutopilot(false);
}

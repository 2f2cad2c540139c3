import { createApp } from "./app";
import { joinsIn, WELCOME } from "./join";
import { playSending } from "./play-sending";
import { playEvents } from "./scenario-events";
import { playForgeries, playOtherForgeries } from "./scenario-forgeries";
import { playIncoming, playTwilioJoin } from "./scenario-incoming";
import { playTelerivet } from "./scenario-telerivet";
import { playVolt } from "./scenario-volt";
import { burst, refusedSending, sendings } from "./sendings";
import { openStage, type Played, type Stage } from "./stage";
import { standStill } from "./stand-still";
import type { Sandbox } from "./start-sandbox";
import type { Narrator } from "./step";

/** Plays everything that the relay is there for, always the same, and waits until all of it is over. */
export async function playScenario(sandbox: Sandbox, narrator: Narrator): Promise<Played> {
  const stage = openStage(sandbox, narrator);
  standStill(sandbox);
  stage.chapter("By Twilio: the app sends; callbacks come late, early and twice");
  for (const sending of sendings) await playSending(sending, stage);
  const refused = await createApp(sandbox.relay.url, stage.tell).send(refusedSending);
  stage.expect("A message that Twilio refuses", refused.status, 400);
  await playIncoming(stage);
  await playTwilioJoin(stage);
  await playEvents(stage);
  await playForgeries(stage);
  await playTelerivet(stage);
  await playVolt(stage);
  await playOtherForgeries(stage);
  proveRestraint(stage);
  await playBurst(stage);
  stage.expect("Runs of the hook, for a JOIN by each provider", joinsIn(sandbox.relay.output), 3);
  stage.prove("The JOINs of Telerivet and Volt came twice; the hook ran, and replied, once.");
  return stage.played;
}

/** What the relay asks Twilio Sync for while Insights takes everything: which hook has run, and nothing else. */
function proveRestraint({ sandbox: { sync }, expect, prove }: Stage): void {
  const isAboutHooks = (text: string) => text.includes("volt-relay-events-");
  const others = sync.requests.filter(({ path, body }) => !isAboutHooks(path) && !isAboutHooks(body));
  expect(
    "Requests to Twilio Sync that are not about hooks, while Insights takes everything",
    others.length,
    0,
  );
  expect("Twilio Sync was asked about hooks", sync.requests.length > 0, true);
  expect("Twilio Sync has ever held the hook's reply unsealed", sync.everStored(WELCOME), false);
  prove("While Insights took everything, Twilio Sync only kept which hook had run.");
}

/** Messages at once, on seeded chance's journeys, while Insights has a bad moment. */
async function playBurst(stage: Stage): Promise<void> {
  const { twilio, insights, relay } = stage.sandbox;
  const app = createApp(relay.url, stage.tell);
  stage.chapter("Six messages at once, while Insights answers 503 twice and breaks off once");
  twilio.setAutopilot(true);
  insights.next({ status: 503 }, { status: 503 }, "reset");
  const answers = await Promise.all(burst.map((parameters) => app.send(parameters)));
  for (const { status, id: sid } of answers) {
    stage.expect("A message of the burst", status, 201);
    if (sid !== undefined) stage.remember(sid, "one of six at once");
  }
  await twilio.settled();
  twilio.setAutopilot(false);
}

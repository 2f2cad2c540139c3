import type { CannedAnswer } from "../stand-in/fault";
import type { Operator } from "./operator";
import { sentBefore, sentByTelerivet, sentMeanwhile } from "./outage-sendings";
import { playCallbacks, playSending } from "./play-sending";
import { playTelerivetSending } from "./play-telerivet";
import { sandboxTruth } from "./sandbox-truth";
import { playLoneEvent } from "./scenario-events";
import { playForgeries } from "./scenario-forgeries";
import { playIncoming } from "./scenario-incoming";
import { showOutbox } from "./show-outbox";
import type { Stage } from "./stage";
import { compareWithTruth, type ComparedMessage } from "./truth";

/** Longer than any request lives: the relay keeps the message at once, instead of trying again. */
const TOO_MANY: CannedAnswer = { status: 429, headers: { "retry-after": "120" } };

/** Takes Insights down while messages are sent, and shows that every source is answered well and the outbox fills. */
export async function loseInsights(stage: Stage, operator: Operator): Promise<void> {
  const { sandbox, chapter, expect } = stage;
  const { twilio, telerivet, insights } = sandbox;

  chapter("All is well");
  await playSending(sentBefore, stage);

  chapter("Insights takes nothing any more: 429, come back in two minutes. The app and Twilio go on");
  insights.always(TOO_MANY);
  const [early = ""] = twilio.messages.keys();
  await playCallbacks(early, ["delivered"], stage);
  for (const sending of sentMeanwhile) await playSending(sending, stage);
  await playTelerivetSending(sentByTelerivet, stage);
  await playIncoming(stage);
  await playForgeries(stage);

  chapter("Now it answers 503: the relay tries again while Twilio waits, and then keeps the message");
  insights.always({ status: 503 });
  await playLoneEvent(stage, "Your receipt", "another app's, amid 503s");

  chapter("Now it does not answer at all");
  insights.always("hang");
  await playLoneEvent(stage, "Your invoice", "another app's, amid silence");
  insights.always(TOO_MANY);

  const unwell = twilio.callbacks.filter(({ attempts }) => attempts.join() !== "200").length;
  expect("Status callbacks that were not answered 200 at once", unwell, 0);
  const unwellAtTelerivet = telerivet.deliveries.filter(({ attempts }) => attempts.join() !== "200").length;
  expect("Telerivet's webhooks that were not answered 200 at once", unwellAtTelerivet, 0);

  chapter("What Insights lacks waits in the outbox");
  const { pending, dead } = await showOutbox(stage, operator);
  const waiting = new Set(pending.items.map(({ id }) => id));
  const lacking = compareWithTruth(sandboxTruth(sandbox), insights).messages.filter(
    ({ differences }) => differences.length > 0,
  );
  expect("Insights lacks something in the outage", lacking.length > 0, true);
  expect("Messages that Insights lacks and the outbox does not hold", countOutside(waiting, lacking), 0);
  expect("Dead letters in the outage", dead.count, 0);
}

function countOutside(waiting: ReadonlySet<string>, messages: readonly ComparedMessage[]): number {
  return messages.filter(({ truth }) => !waiting.has(truth.id)).length;
}

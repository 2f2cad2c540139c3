import type { Operator, Outbox } from "./operator";
import { sandboxTruth } from "./sandbox-truth";
import { showOutbox } from "./show-outbox";
import type { Stage } from "./stage";

/** One drain brings the few messages of a scenario home; a relay that needs more than this does not get on. */
const MOST_DRAINS = 5;

/** Drains in vain, brings Insights back, drains until nothing waits, and looks at all that Twilio Sync ever held. */
export async function regainInsights(stage: Stage, operator: Operator): Promise<void> {
  const { sandbox, tell, chapter, expect, prove } = stage;
  const { insights } = sandbox;

  chapter("A drain while Insights is still down: one post finds out, the rest is spared");
  const posts = insights.requests.length;
  const inVain = await drain(await operator.outbox(), stage, operator);
  expect("What a drain in the outage delivers", inVain.delivered, 0);
  expect("Posts of a drain in the outage", insights.requests.length - posts, 1);

  chapter("Insights is back, and the operator drains the outbox, by the keys: so none waits for its time");
  insights.always(undefined);
  let outbox = await operator.outbox();
  for (let drains = 0; outbox.pending.count > 0 && drains < MOST_DRAINS; drains++) {
    await drain(outbox, stage, operator);
    outbox = await showOutbox(stage, operator);
  }
  expect("What waits in the end", outbox.pending.count, 0);
  expect("Dead letters in the end", outbox.dead.count, 0);
  if (outbox.pending.count === 0) {
    tell({ from: "relay", text: "has nothing left that waits", mood: "good" });
  }
  proveSecrecy(stage);
  prove("Every source was answered well in the outage, and nothing waits any more.");
  prove("Twilio Sync held which messages waited: never a text, never a number.");
}

async function drain({ pending }: Outbox, { tell }: Stage, operator: Operator) {
  const drained = await operator.drain(pending.items.map(({ key }) => key));
  const { delivered, deferred, dead } = drained;
  tell({
    from: "relay",
    to: "operator",
    text: `${delivered} delivered, ${deferred} deferred, ${dead} dead`,
    mood: delivered > 0 ? "good" : "odd",
  });
  return drained;
}

function proveSecrecy({ sandbox, expect }: Stage): void {
  const { sync } = sandbox;
  const messages = sandboxTruth(sandbox).map(({ id, due }) => ({ id, ...due }));
  const texts = messages.map(({ body }) => body).filter(isText);
  const numbers = messages
    .flatMap(({ from, to, from_number, to_number }) => [from, to, from_number, to_number])
    .filter(isText);
  const count = (all: readonly string[]) => all.filter(sync.everStored).length;
  expect("Texts of messages that Twilio Sync ever held", count(texts), 0);
  expect("Numbers that Twilio Sync ever held", count(numbers), 0);
  // Where nothing at all had been seen, the two above would say nothing.
  expect("Twilio Sync held messages' names", count(messages.map(({ id }) => id)) > 0, true);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

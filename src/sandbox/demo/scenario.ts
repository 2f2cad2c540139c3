import { setTimeout as sleep } from "node:timers/promises";
import { createApp } from "./app";
import { advance } from "./advance";
import { playEvents } from "./scenario-events";
import { playForgeries } from "./scenario-forgeries";
import { playIncoming } from "./scenario-incoming";
import { burst, refusedSending, sendings, type Sending } from "./sendings";
import type { Sandbox } from "./start-sandbox";
import type { Narrator } from "./step";
import type { ComparedField } from "./truth";

/** Between two callbacks: enough to come in their order, and they do not wait for each other's answers. */
const PAUSE_MS = 30;

export interface Played {
  /** What happened to each message, by SID. */
  readonly what: ReadonlyMap<string, string>;
  /** The fields of a message that no source has told the relay. */
  readonly unsaid: ReadonlyMap<string, readonly ComparedField[]>;
  /** What did not go as it must, beside what Insights holds in the end. */
  readonly unmet: readonly string[];
}

/** What the parts of the scenario have in hand. */
export interface Stage extends Narrator {
  readonly sandbox: Sandbox;
  /** Remembers what happens to a message, for the summary. */
  readonly remember: (sid: string, what: string, unsaid?: readonly ComparedField[]) => void;
  /** Compares how something is answered with how it must be. */
  readonly expect: (subject: string, actual: unknown, expected: unknown) => void;
}

/** Plays everything that the relay is there for, always the same, and waits until all of it is over. */
export async function playScenario(sandbox: Sandbox, narrator: Narrator): Promise<Played> {
  const what = new Map<string, string>();
  const unsaid = new Map<string, readonly ComparedField[]>();
  const unmet: string[] = [];
  const stage: Stage = {
    sandbox,
    ...narrator,
    remember: (sid, happened, fields = []) => {
      what.set(sid, happened);
      unsaid.set(sid, fields);
    },
    expect: (subject, actual, expected) => {
      if (actual !== expected) unmet.push(`${subject}: ${String(expected)} was due, ${String(actual)} came.`);
    },
  };

  sandbox.twilio.setAutopilot(false);
  stage.chapter("The app sends; callbacks come late, early and twice");
  for (const sending of sendings) await playSending(sending, stage);
  const refused = await createApp(sandbox.relay.url, stage.tell).send(refusedSending);
  stage.expect("A message that Twilio refuses", refused.status, 400);
  await playIncoming(stage);
  await playEvents(stage);
  await playForgeries(stage);
  await playBurst(stage);
  return { what, unsaid, unmet };
}

async function playSending({ what, parameters, callbacks }: Sending, stage: Stage): Promise<void> {
  const { twilio, relay } = stage.sandbox;
  const { status, sid } = await createApp(relay.url, stage.tell).send(parameters);
  stage.expect(`A message (${what})`, status, 201);
  if (sid === undefined) return;
  stage.remember(sid, what);
  for (const callback of callbacks) {
    advance(twilio, sid, callback);
    // Not awaited: Twilio's callbacks do not wait for each other. settled() does.
    void twilio.sendStatusCallback(sid, callback);
    await sleep(PAUSE_MS);
  }
  await twilio.settled();
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

import { setTimeout as sleep } from "node:timers/promises";
import { sandboxNumbers } from "../accounts";
import { createApp } from "./app";
import { introduceToTelerivet, introduceToVolt } from "./introduce-relay";
import { introduction } from "./introduction";
import { JOIN } from "./join";
import type { Paint } from "./paint";
import type { Screen } from "./screen";
import type { Sandbox } from "./start-sandbox";
import type { Narrator } from "./step";
import { tryIt } from "./try-it";

const { customer, organisation, undeliverable, telerivetUndeliverable } = sandboxNumbers;

/** Between one act and the next: time to read. */
const PAUSE_MS = 1_000;

/** Shows a few messages, and how to go on by hand. What is called by hand then shows by itself. */
export async function showLive(
  sandbox: Sandbox,
  screen: Screen,
  narrator: Narrator,
  paint: Paint,
): Promise<void> {
  const { twilio, telerivet, relay } = sandbox;
  const app = createApp(relay.url, narrator.tell);
  screen.write(...introduction(relay.url, paint));
  narrator.chapter("An operator tells Telerivet and Volt where the relay is, https://relay.example");
  await introduceToTelerivet(sandbox, narrator.tell);
  await introduceToVolt(sandbox);
  await sleep(PAUSE_MS);
  narrator.chapter("An app sends a message; the callback about its end comes first");
  await app.send({ to: customer, from: organisation, body: "Your code is 4711" });
  await twilio.settled();
  await sleep(PAUSE_MS);
  narrator.chapter("This one cannot be delivered, and its callback comes twice");
  await app.send({ to: undeliverable, from: organisation, body: "Are you there?" });
  await twilio.settled();
  await sleep(PAUSE_MS);
  narrator.chapter("A customer writes back");
  await twilio.sendInbound(`${relay.url}/twilio/inbound`, {
    From: customer,
    To: organisation,
    Body: "Thanks!",
  });
  await sleep(PAUSE_MS);
  narrator.chapter("By Telerivet: one is not delivered; and JOIN comes in, to which a hook replies");
  await app.send({ provider: "telerivet", to: telerivetUndeliverable, content: "Are you there?" });
  await telerivet.receive({ from_number: customer, content: JOIN });
  await telerivet.settled();
  await sleep(PAUSE_MS);
  screen.write(...tryIt(relay.url, paint));
}

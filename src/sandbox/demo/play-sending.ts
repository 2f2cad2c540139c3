import { setTimeout as sleep } from "node:timers/promises";
import { advance } from "./advance";
import { createApp } from "./app";
import type { Sending } from "./sendings";
import type { Stage } from "./stage";

/** Between two callbacks: enough to come in their order, and they do not wait for each other's answers. */
const PAUSE_MS = 30;

/** Sends a message by the relay, and lets its callbacks come. */
export async function playSending({ what, parameters, callbacks }: Sending, stage: Stage): Promise<void> {
  const { sandbox, tell, expect, remember } = stage;
  const { status, id: sid } = await createApp(sandbox.relay.url, tell).send(parameters);
  expect(`A message (${what})`, status, 201);
  if (sid === undefined) return;
  remember(sid, what);
  await playCallbacks(sid, callbacks, stage);
}

/** Brings a message forwards at Twilio, whose callbacks may come in another order. */
export async function playCallbacks(
  sid: string,
  callbacks: readonly string[],
  { sandbox: { twilio } }: Stage,
): Promise<void> {
  for (const callback of callbacks) {
    advance(twilio, sid, callback);
    // Not awaited: Twilio's callbacks do not wait for each other. settled() does.
    void twilio.sendStatusCallback(sid, callback);
    await sleep(PAUSE_MS);
  }
  await twilio.settled();
}

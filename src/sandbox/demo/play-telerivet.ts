import { setTimeout as sleep } from "node:timers/promises";
import { stagesOf } from "../telerivet/message-journey";
import type { Telerivet } from "../telerivet/telerivet";
import { createApp } from "./app";
import type { Stage } from "./stage";
import type { TelerivetSending } from "./telerivet-sendings";

/** Between two webhooks: enough to come in their order, and they do not wait for each other's answers. */
const PAUSE_MS = 30;

/** Sends a message by the relay, and lets its statuses be told. Gives its id, where it was sent. */
export async function playTelerivetSending(
  { what, parameters, statuses }: TelerivetSending,
  stage: Stage,
): Promise<string | undefined> {
  const { sandbox, tell, expect, remember } = stage;
  const { status, id } = await createApp(sandbox.relay.url, tell).send(parameters);
  expect(`A message by Telerivet (${what})`, status, 201);
  if (id === undefined) return undefined;
  remember(id, what);
  await playTelerivetStatuses(id, statuses, stage);
  return id;
}

/** Brings a message forwards at Telerivet, whose webhooks may come in another order. */
export async function playTelerivetStatuses(
  id: string,
  statuses: readonly string[],
  { sandbox: { telerivet } }: Stage,
): Promise<void> {
  for (const status of statuses) {
    bringTo(status, id, telerivet);
    // Not awaited: Telerivet's webhooks do not wait for each other. settled() does.
    void telerivet.sendStatus(id, asOf(status, id, telerivet));
    await sleep(PAUSE_MS);
  }
  await telerivet.settled();
}

/** By the way that its number has in store; never back. */
function bringTo(status: string, id: string, { messages, progress }: Telerivet): void {
  const message = messages.get(id);
  const stages = stagesOf(message?.to_number ?? "");
  const words = stages.map((stage) => stage.status);
  const next = words.indexOf(message?.status ?? "") + 1;
  for (const stage of stages.slice(next, words.indexOf(status) + 1)) progress(id, stage.status, stage);
}

/** What a webhook says that was written when the message had this status. */
function asOf(status: string, id: string, { messages }: Telerivet): Record<string, unknown> {
  return messages.get(id)?.status === status ? {} : { status, error_message: null };
}

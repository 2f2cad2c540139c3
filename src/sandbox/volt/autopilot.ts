import { setTimeout as sleep } from "node:timers/promises";
import type { PendingWork } from "../stand-in/pending-work";
import type { JourneyOptions } from "./message-journey";
import { planJourney } from "./message-journey";
import type { MessageStore, VoltMessage } from "./message-store";

export interface AutopilotOptions extends JourneyOptions {
  enabled: boolean;
  store: MessageStore;
  /** Gives what to do to tell of the message as it is now, however much later that is done. */
  telling: (message: VoltMessage) => () => Promise<unknown>;
  pending: PendingWork;
  signal: AbortSignal;
}

/** Lets created messages make their journeys by themselves. */
export function createAutopilot(options: AutopilotOptions) {
  const { store, telling, pending, signal } = options;
  let { enabled } = options;

  async function travel({ id, toNumber }: VoltMessage) {
    let elapsedMs = 0;
    for (const { atMs, status, errorCode, webhookLagsMs } of planJourney(toNumber, options)) {
      await sleep(atMs - elapsedMs, undefined, { signal });
      elapsedMs = atMs;
      const tell = telling(store.advance(id, status, errorCode === undefined ? {} : { errorCode }));
      for (const lagMs of webhookLagsMs) inBackground(later(lagMs, tell));
    }
  }

  async function later(ms: number, act: () => Promise<unknown>) {
    await sleep(ms, undefined, { signal });
    await act();
  }

  function inBackground(work: Promise<unknown>) {
    pending.track(work).catch((error: unknown) => {
      // What close() interrupts has nobody left to tell.
      if (!signal.aborted) throw error;
    });
  }

  return {
    set: (isEnabled: boolean) => {
      enabled = isEnabled;
    },
    onCreated: (message: VoltMessage) => {
      if (enabled) inBackground(travel(message));
    },
  };
}

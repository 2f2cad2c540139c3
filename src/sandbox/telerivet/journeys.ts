import { setTimeout as sleep } from "node:timers/promises";
import type { PendingWork } from "../stand-in/pending-work";
import type { Attempt } from "../stand-in/deliver-webhook";
import type { Stage } from "./message-journey";
import { stagesOf } from "./message-journey";
import type { Message } from "./message-resource";
import type { MessageStore } from "./message-store";

export interface Journeys {
  /** Lets a message that was queued begin, anew if it was on its way before. */
  begin: (message: Message) => void;
  /** Ends the message's journey where it is. */
  stop: (messageId: string) => void;
  /** Takes the message to its next status and tells of it. Throws a RangeError where no status is left. */
  advance: (messageId: string) => Promise<readonly Attempt[]>;
  setAutopilot: (enabled: boolean) => void;
}

export interface JourneysOptions {
  store: MessageStore;
  pending: PendingWork;
  postStatus: (message: Message) => Promise<readonly Attempt[]>;
  autopilot: boolean;
  random: () => number;
  delayMs: number;
  signal: AbortSignal;
}

export function createJourneys(options: JourneysOptions): Journeys {
  const { store, pending, postStatus, random, delayMs, signal } = options;
  const stagesLeft = new Map<string, Stage[]>();
  let autopilot = options.autopilot;

  function takeStep(messageId: string): Message {
    const stage = stagesLeft.get(messageId)?.shift();
    if (!stage) throw new RangeError(`${messageId} has no status before it`);
    return store.progress(messageId, stage.status, stage);
  }

  /** Telerivet promises no order of webhooks: here they overtake each other, and about one in six comes twice. */
  async function travel(messageId: string, stages: Stage[]) {
    while (stages.length > 0) {
      await sleep(delayMs * (0.5 + random()), undefined, { signal });
      // In the meantime it may have been taken on by hand, or have begun anew, or have been stopped.
      if (stages.length === 0 || stagesLeft.get(messageId) !== stages) return;
      const message = takeStep(messageId);
      tellLater(message);
      if (random() < 1 / 6) tellLater(message);
    }
  }

  function tellLater(message: Message) {
    const pause = sleep(delayMs * 3 * random(), undefined, { signal });
    pending.track(pause.then(() => postStatus(message))).catch(ignoreClosing);
  }

  /** What closing interrupts has nobody left to tell. */
  function ignoreClosing(error: unknown) {
    if (!signal.aborted) throw error;
  }

  return {
    begin: ({ id, to_number: toNumber }) => {
      const stages = stagesOf(toNumber);
      stagesLeft.set(id, stages);
      if (autopilot) pending.track(travel(id, stages)).catch(ignoreClosing);
    },
    stop: (messageId) => void stagesLeft.delete(messageId),
    advance: async (messageId) => postStatus(takeStep(messageId)),
    setAutopilot: (enabled) => {
      autopilot = enabled;
    },
  };
}

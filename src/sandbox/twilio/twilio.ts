import { setMaxListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { sandboxNumbers } from "../accounts";
import { inboundParameters } from "./inbound-webhook";
import { planJourney } from "./message-journey";
import type { Message } from "./message-resource";
import type { MessageStore } from "./message-store";
import { createMessageStore } from "./message-store";
import { createPendingWork } from "../stand-in/pending-work";
import type { StandIn } from "../stand-in/stand-in";
import { startStandIn } from "../stand-in/stand-in";
import { notFound } from "./answer";
import { twilioRoutes } from "./rest";
import type { TwilioWebhooks } from "./webhooks";
import { createTwilioWebhooks } from "./webhooks";

export interface TwilioOptions {
  accountSid: string;
  authToken: string;
  port?: number;
  now?: () => number;
  random?: () => number;
  /** The autopilot's usual pause between two statuses. */
  delayMs?: number;
  /** The pause before a webhook is tried again; for events the first of a doubling one. */
  backoffMs?: number;
  /** Event Streams waits this long for an answer. */
  eventTimeoutMs?: number;
  /** How often an event is tried again at most. */
  eventRetries?: number;
  /** Where public origins live on this machine: `{"https://relay.example": "http://localhost:3000"}`. */
  publicOrigins?: Record<string, string>;
  /** The sender that every Messaging Service chooses. */
  serviceSender?: string;
  autopilot?: boolean;
}

export interface Twilio extends StandIn, TwilioWebhooks {
  /** The resources' truth, oldest first. */
  readonly messages: ReadonlyMap<string, Message>;
  /** Keeps an incoming message of which no webhook tells, as for a number that has none. */
  receive: MessageStore["receive"];
  /** Moves the resource on; backwards is an error. */
  progress: MessageStore["progress"];
  /** From now on each created message makes its journey by itself, or does not. */
  setAutopilot: (enabled: boolean) => void;
  /** Resolves when no journey and no webhook is under way. */
  settled: () => Promise<void>;
}

/** Plays https://api.twilio.com for messages, and Twilio's webhooks. */
export async function startTwilio(options: TwilioOptions): Promise<Twilio> {
  const { accountSid, authToken, now = Date.now, random = Math.random, delayMs = 300 } = options;
  const { backoffMs = 20, eventTimeoutMs = 5_000, eventRetries = 4, publicOrigins = {} } = options;
  const { serviceSender = sandboxNumbers.organisation } = options;
  const closing = new AbortController();
  const { signal } = closing;
  // Every journey and webhook under way listens for the end, and there may be many at once.
  setMaxListeners(0, signal);
  const pending = createPendingWork();
  const store = createMessageStore({ accountSid, now, serviceSender });
  const webhooks = createTwilioWebhooks({
    accountSid,
    authToken,
    store,
    pending,
    now,
    random,
    backoffMs,
    eventTimeoutMs,
    eventRetries,
    publicOrigins,
    signal,
  });
  let autopilot = options.autopilot ?? false;

  async function travel(message: Message) {
    let elapsedMs = 0;
    for (const { atMs, what, status, errorCode } of planJourney(message, { random, delayMs })) {
      await sleep(atMs - elapsedMs, undefined, { signal });
      elapsedMs = atMs;
      if (what === "progress")
        store.progress(message.sid, status, errorCode === undefined ? {} : { errorCode });
      // Not awaited: Twilio's callbacks do not wait for each other.
      else pending.track(webhooks.sendStatusCallback(message.sid, status)).catch(ignoreClosing);
    }
  }

  /** What close() interrupts has nobody left to tell. */
  function ignoreClosing(error: unknown) {
    if (!signal.aborted) throw error;
  }

  const standIn = await startStandIn({
    now,
    ...(options.port === undefined ? {} : { port: options.port }),
    notFound: ({ path }) => notFound(path),
    routes: twilioRoutes({
      accountSid,
      authToken,
      now,
      store,
      onCreated: (message) => {
        if (autopilot && message.status !== "scheduled") pending.track(travel(message)).catch(ignoreClosing);
      },
    }),
  });

  return {
    ...standIn,
    ...webhooks,
    messages: store.messages,
    receive: (given) =>
      store.receive(inboundParameters(given, { accountSid, messageSid: store.newSid("SM") })),
    progress: store.progress,
    setAutopilot: (enabled) => {
      autopilot = enabled;
    },
    settled: pending.settled,
    close: async () => {
      closing.abort();
      await Promise.all([standIn.close(), pending.settled()]);
    },
  };
}

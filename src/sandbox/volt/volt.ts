import type { KeyObject } from "node:crypto";
import { createPublicKey } from "node:crypto";
import { setMaxListeners } from "node:events";
import { createPendingWork } from "../stand-in/pending-work";
import type { StandIn } from "../stand-in/stand-in";
import { startStandIn } from "../stand-in/stand-in";
import { createAutopilot } from "./autopilot";
import { graphqlErrors, graphqlRoute } from "./endpoint";
import { createIds } from "./ids";
import type { AdvanceDetails, InboundContent, VoltMessage } from "./message-store";
import { createMessageStore } from "./message-store";
import { connectOperations } from "./operations";
import type { KeyFormat } from "./public-key";
import { newPrivateKey, publicKeyText } from "./public-key";
import type { Signing } from "./signing";
import { serialise, signatureOf, usualSigning } from "./signing";
import { eventTypeOf, messagePayload, webhookEvent } from "./webhook-event";
import type { TestRequest, VoltDelivery, VoltWebhooks } from "./webhooks";
import { createVoltWebhooks } from "./webhooks";

export interface VoltOptions {
  token: string;
  /** The organisation's own, in E.164. */
  numbers: readonly string[];
  port?: number;
  now?: () => number;
  random?: () => number;
  signing?: Partial<Signing>;
  /** A new one by default. RSA. */
  privateKey?: KeyObject;
  /** Of /id_rsa.pub; openssh by default. */
  keyFormat?: KeyFormat;
  /** By default unsigned, and of a shape like no event's. */
  testRequest?: Partial<TestRequest>;
  /** Whether a registered URL loses its query, as it might. */
  dropsQuery?: boolean;
  autopilot?: boolean;
  /** The autopilot's usual pause between two statuses. */
  delayMs?: number;
  /** How likely the autopilot sends a webhook twice, from 0 to 1; 0 by default. */
  duplicateChance?: number;
  webhookTimeoutMs?: number;
  /** How often a webhook without a 2xx is tried again; 0 by default, as nothing is promised. */
  webhookRetries?: number;
  /** The pause before that. */
  backoffMs?: number;
  /** Where public origins live on this machine: `{"https://relay.example": "http://localhost:3000"}`. */
  publicOrigins?: Record<string, string>;
  /** The HTTP status of a request that is not valid GraphQL here; 400 by default. */
  invalidStatus?: number;
  /** The HTTP status of a refusal by an operation; 200 by default. */
  refusalStatus?: number;
}

export interface Volt
  extends
    StandIn,
    Pick<VoltWebhooks, "webhooks" | "deliveries" | "registerWebhook" | "redeliver" | "onWebhook"> {
  /** The messages' truth, oldest first, by `id`. */
  readonly messages: ReadonlyMap<string, VoltMessage>;
  /**
   * Keeps an incoming message and tells every registered URL. Resolves when all have been told.
   *
   * @throws RangeError where it is to none of the organisation's numbers
   */
  receive: (content: InboundContent) => Promise<{ message: VoltMessage; deliveries: VoltDelivery[] }>;
  /**
   * Moves a message on, to `sent` or to its end (`delivered`, `failed` or any other word), and tells every registered
   * URL. Resolves when all have been told.
   *
   * @throws RangeError where it cannot go there from where it is
   */
  advance: (id: string, status: string, details?: AdvanceDetails) => Promise<VoltDelivery[]>;
  /** Tells every registered URL of an event of any type with any payload; `event_type` is put at the payload's end. */
  sendEvent: (eventType: string, payload: Readonly<Record<string, unknown>>) => Promise<VoltDelivery[]>;
  /** From now on each created message makes its journey by itself, or does not. */
  setAutopilot: (enabled: boolean) => void;
  /** From now on webhooks are written and signed so; what is not given stays. */
  setSigning: (signing: Partial<Signing>) => void;
  setKeyFormat: (format: KeyFormat) => void;
  /** The key whose private half signs now. */
  publicKey: () => KeyObject;
  /** Signs with another key from now on, and serves its public half. */
  rotateKey: (privateKey?: KeyObject) => Promise<void>;
  /** Ends the present token, as generating a new one in Volt's settings does. */
  replaceToken: (token: string) => void;
  /** Resolves when no journey and no webhook is under way. */
  settled: () => Promise<void>;
}

/**
 * Plays Volt Connect: https://api.respondflow.com (GraphQL), https://callbacks.respondflow.com (the public key), and
 * Volt's message webhooks.
 */
export async function startVolt(options: VoltOptions): Promise<Volt> {
  const { numbers, now = Date.now, random = Math.random, delayMs = 300, duplicateChance = 0 } = options;
  const { port, publicOrigins = {}, dropsQuery = false, testRequest } = options;
  const { webhookTimeoutMs = 5_000, webhookRetries = 0, backoffMs = 20 } = options;
  const { invalidStatus = 400, refusalStatus = 200 } = options;
  let { token, keyFormat = "openssh" } = options;
  let signing: Signing = { ...usualSigning, ...options.signing };
  let privateKey = options.privateKey ?? (await newPrivateKey());

  const closing = new AbortController();
  const { signal } = closing;
  // Every journey and webhook under way listens for the end, and there may be many at once.
  setMaxListeners(0, signal);
  const pending = createPendingWork();
  const ids = createIds();
  const store = createMessageStore({ ids, now });
  const webhooks = createVoltWebhooks({
    ids,
    now,
    pending,
    serialise: (event) => serialise(event, signing.serialisation),
    sign: (body) => (signing.signed ? signatureOf(body, privateKey, signing) : undefined),
    testRequest: { body: '{"test":true}', signed: false, ...testRequest },
    dropsQuery,
    timeoutMs: webhookTimeoutMs,
    retries: webhookRetries,
    backoffMs,
    publicOrigins,
    signal,
  });

  function telling(message: VoltMessage): () => Promise<VoltDelivery[]> {
    const at = now();
    const event = webhookEvent(ids.event(), messagePayload(message, at), at);
    return () => webhooks.announce(eventTypeOf(message), event);
  }

  const autopilot = createAutopilot({
    enabled: options.autopilot ?? false,
    store,
    telling,
    pending,
    signal,
    random,
    delayMs,
    duplicateChance,
  });

  const standIn = await startStandIn({
    now,
    ...(port === undefined ? {} : { port }),
    notFound: () => graphqlErrors(404, "Not Found"),
    routes: [
      graphqlRoute({
        token: () => token,
        invalidStatus,
        refusalStatus,
        operations: connectOperations({ numbers, store, webhooks, onCreated: autopilot.onCreated }),
      }),
      {
        method: "GET",
        path: /^\/id_rsa\.pub$/,
        act: () => ({
          status: 200,
          headers: { "content-type": "text/plain" },
          body: publicKeyText(privateKey, keyFormat),
        }),
      },
    ],
  });

  return {
    ...standIn,
    webhooks: webhooks.webhooks,
    deliveries: webhooks.deliveries,
    registerWebhook: webhooks.registerWebhook,
    redeliver: webhooks.redeliver,
    onWebhook: webhooks.onWebhook,
    messages: store.messages,
    receive: async (content) => {
      if (!numbers.includes(content.to)) throw new RangeError(`${content.to} is none of the organisation's`);
      const message = store.receive(content);
      return { message, deliveries: await telling(message)() };
    },
    advance: async (id, status, details) => telling(store.advance(id, status, details))(),
    sendEvent: (eventType, payload) =>
      webhooks.announce(eventType, webhookEvent(ids.event(), { ...payload, event_type: eventType }, now())),
    setAutopilot: autopilot.set,
    setSigning: (given) => {
      signing = { ...signing, ...given };
    },
    setKeyFormat: (format) => {
      keyFormat = format;
    },
    publicKey: () => createPublicKey(privateKey),
    rotateKey: async (replacement) => {
      privateKey = replacement ?? (await newPrivateKey());
    },
    replaceToken: (replacement) => {
      token = replacement;
    },
    settled: pending.settled,
    close: async () => {
      closing.abort();
      await Promise.all([standIn.close(), pending.settled()]);
    },
  };
}

import type { Ids } from "./ids";

/** A message as Volt knows it; times are epoch milliseconds. */
export interface VoltMessage {
  /** `message_app_id` in webhooks. */
  readonly id: string;
  /** `id` in webhooks; an incoming message has none. */
  readonly legacyId: string | null;
  readonly direction: "outbound" | "inbound";
  readonly toNumber: string;
  readonly fromNumber: string;
  readonly body: string;
  readonly media: readonly unknown[];
  readonly status: string;
  /** Volt's code, with a failure only. */
  readonly errorCode: string | null;
  /** When Volt took it. */
  readonly receivedAt: number;
  readonly sentAt: number | null;
  readonly completedAt: number | null;
}

export interface OutboundContent {
  to: string;
  from: string;
  body: string;
  media: readonly string[];
}

export interface InboundContent {
  from: string;
  to: string;
  text: string;
  /** Passed on as they are: the shape of Volt's is not known. */
  media?: readonly unknown[];
  /** Epoch milliseconds; now by default. */
  receivedAt?: number;
}

export interface MessageStore {
  /** Oldest first. */
  readonly messages: ReadonlyMap<string, VoltMessage>;
  create: (content: OutboundContent) => VoltMessage;
  receive: (content: InboundContent) => VoltMessage;
  /**
   * Moves a message on: `sent`, or any other word for its end, which is a failure where it is not `delivered`.
   *
   * @throws RangeError where it cannot go there from where it is
   */
  advance: (id: string, status: string, details?: AdvanceDetails) => VoltMessage;
}

export interface AdvanceDetails {
  /** Of a failure: Volt's code, 706 by default. */
  errorCode?: string;
}

/** Keeps the organisation's messages. This is the truth, whatever order webhooks arrive in. */
export function createMessageStore({ ids, now }: { ids: Ids; now: () => number }): MessageStore {
  const messages = new Map<string, VoltMessage>();
  const keep = (message: VoltMessage) => {
    messages.set(message.id, message);
    return message;
  };

  return {
    messages,
    create: ({ to, from, body, media }) =>
      keep({
        id: ids.uuid(),
        legacyId: ids.legacy(),
        direction: "outbound",
        toNumber: to,
        fromNumber: from,
        body,
        media,
        status: "queued",
        errorCode: null,
        receivedAt: now(),
        sentAt: null,
        completedAt: null,
      }),
    receive: ({ from, to, text, media = [], receivedAt = now() }) =>
      keep({
        id: ids.uuid(),
        legacyId: null,
        direction: "inbound",
        toNumber: to,
        fromNumber: from,
        body: text,
        media,
        status: "webhook_delivered",
        errorCode: null,
        receivedAt,
        sentAt: null,
        completedAt: null,
      }),
    advance: (id, status, { errorCode = "706" } = {}) => {
      const message = messages.get(id);
      if (!message) throw new RangeError(`The sandbox's organisation has no message ${id}`);
      const isOver = message.direction === "inbound" || message.completedAt !== null;
      if (isOver || status === message.status) {
        throw new RangeError(`${id} is ${message.status}, not to become ${status}`);
      }
      if (status === "sent") return keep({ ...message, status, sentAt: now() });
      const hasFailed = status !== "delivered";
      return keep({ ...message, status, errorCode: hasFailed ? errorCode : null, completedAt: now() });
    },
  };
}

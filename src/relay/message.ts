/**
 * A message as hooks see it, the same for every provider.
 *
 * `{ provider: "twilio", id: "SM…", direction: "outbound", status: "delivered", from: "+1555…", to: "+1555…", raw: {…} }`
 */
export interface Message {
  readonly provider: string;
  /** The provider's own id. */
  readonly id: string;
  readonly direction: "inbound" | "outbound";
  /** The provider's word, in lower case. New ones come without notice. */
  readonly status: string;
  readonly from?: string;
  readonly to?: string;
  /** The text, where the source carries it. */
  readonly body?: string;
  readonly errorCode?: string;
  readonly media?: readonly MessageMedia[];
  /** How the source proved itself, where there is more than one way to. */
  readonly verified?: Proof;
  /** What the provider sent, under its own names. */
  readonly raw: Readonly<Record<string, unknown>>;
}

/** Volt signs its webhooks; where a Function cannot reproduce what was signed, the token in the URL is the proof. */
export type Proof = "signature" | "token";

export interface MessageMedia {
  readonly url: string;
  readonly contentType?: string;
}

/** An event that is not about a message, such as a Voice Insights call summary. */
export interface RelayEvent {
  readonly provider: string;
  readonly type: string;
  readonly id: string;
  /** Epoch milliseconds. */
  readonly occurredAt?: number;
  /**
   * False where the sender is proven but the body is not: act only on what you have read back from the provider. Where there
   * is more than one way to prove a source, which one it was.
   */
  readonly verified: boolean | Proof;
  readonly data: unknown;
}

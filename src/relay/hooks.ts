import type { Message, RelayEvent } from "./message";

/**
 * The user's own code. Each hook may be left out, may be async, and is given until the source's time is up.
 *
 * A hook may be called more than once for the same message and status: sources repeat themselves when an answer is lost.
 * What a hook throws is logged and changes nothing, except `RetryLater`, which makes a source that retries come again.
 */
export interface Hooks {
  /** A message has come in. */
  onIncomingMessage?(message: Message): void | Promise<void>;
  /** An outgoing message has a new status. */
  onStatus?(message: Message): void | Promise<void>;
  /** Anything else that a source reports. */
  onEvent?(event: RelayEvent): void | Promise<void>;
}

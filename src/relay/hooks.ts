import type { Message, RelayEvent } from "./message";
import type { Reply } from "./reply";

/** A reply to the message, or nothing. */
// A hook without a `return` gives back void, and undefined would not let it.
// eslint-disable-next-line @typescript-eslint/no-invalid-void-type
export type HookReply = Reply | undefined | void;

/**
 * The user's own code. Each hook may be left out, may be async, and is given until the source's time is up.
 *
 * A hook may be called more than once for the same message and status: sources repeat themselves when an answer is lost.
 * What a hook throws is logged and changes nothing, except `RetryLater`, which makes a source that retries come again.
 */
export interface Hooks {
  /** A message has come in, and what is returned in time is sent as the reply where the source takes one. */
  onIncomingMessage?(message: Message): HookReply | Promise<HookReply>;
  /** An outgoing message has a new status. */
  onStatus?(message: Message): void | Promise<void>;
  /** Anything else that a source reports. */
  onEvent?(event: RelayEvent): void | Promise<void>;
}

import type { Deadline } from "../relay/deadline";
import type { RelayError } from "../relay/errors";
import type { Message } from "../relay/message";
import type { Reply } from "../relay/reply";
import { isReply } from "../relay/reply-schema";
import type { DeliveryVisit } from "./delivery-tools";
import { runHook } from "./run-hook";

export type MessageHook = "onIncomingMessage" | "onStatus";

/** What came of a message's hook. */
export interface Heard {
  /** Why the source should come again. */
  readonly again?: RelayError;
  readonly reply?: Reply;
  /** Whether it ran now, and will not run for the same event again. */
  readonly once: boolean;
}

/** Runs the hook for a message. */
export async function runMessageHook(
  hook: MessageHook,
  message: Message,
  visit: DeliveryVisit,
  deadline: Deadline = visit.deadline,
): Promise<Heard> {
  const { hooks, instance } = visit;
  const { retryLater, value } = await runHook(hook, hooks[hook]?.bind(hooks), message, deadline, instance);
  if (retryLater !== undefined) return { again: retryLater, once: false };
  if (hook === "onStatus" || value === undefined || value === null) return { once: false };
  if (isReply(value)) return { reply: value, once: false };
  instance.log.alarm("hook_reply_unusable", { hook });
  return { once: false };
}

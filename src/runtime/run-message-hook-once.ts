import { keeping } from "../relay/deadline";
import { EventInProgressError, RetryLater, StoreUnavailableError, type RelayError } from "../relay/errors";
import { isJsonObject, parseJson } from "../relay/json";
import type { Message } from "../relay/message";
import { once } from "../relay/once";
import { present } from "../relay/present";
import type { Reply } from "../relay/reply";
import { isReply } from "../relay/reply-schema";
import { seal, unseal } from "../relay/seal";
import type { DeliveryVisit } from "./delivery-tools";
import { runMessageHook, type Heard, type MessageHook } from "./run-message-hook";

/** For saying in the store that the hook has run. */
const STORE_RESERVE_MS = 1_000;
/** With less than this, a hook would only be begun, and its reply be lost. */
const LEAST_MS = 500;
/** Sync keeps 16 KiB in an item. https://www.twilio.com/docs/sync/limits */
const MOST_SEALED_CHARACTERS = 15_000;

export interface ToldEvent {
  /** The same for the same event, and for no other. */
  readonly name: string;
  /** Who tells of it, where several do: the reply goes to the first of them alone, or it would be sent more than once. */
  readonly by?: string;
}

/**
 * Runs the hook for a message once, however often its source tells of the same event; a repetition is given the same reply.
 * A reply says what is nobody's business: it is kept sealed. One that is too long for the store is not repeated.
 *
 * @param secret what replies are sealed with; without it none is kept, and a repetition is given none
 */
export async function runMessageHookOnce(
  event: ToldEvent,
  hook: MessageHook,
  message: Message,
  visit: DeliveryVisit,
  secret?: string,
): Promise<Heard> {
  const { hooks, settings, instance, deadline } = visit;
  if (hooks[hook] === undefined) return { once: false };
  let heard: Reply | undefined;
  const work = async () => {
    const time = keeping(STORE_RESERVE_MS, deadline);
    if (time.remainingMs() < LEAST_MS) throw new StoreUnavailableError("The store took the hook's time.");
    const { again, reply } = await runMessageHook(hook, message, visit, time);
    if (again !== undefined) throw again;
    const sealed = reply && secret !== undefined ? sealedReply(reply, event, secret) : undefined;
    heard = reply;
    return sealed !== undefined && sealed.length > MOST_SEALED_CHARACTERS ? undefined : sealed;
  };
  try {
    const store = instance.openStore(settings, deadline);
    const { first, kept, result } = await once(event.name, work, { ...instance, store });
    return { once: first && kept, ...present({ reply: first ? heard : replyIn(result, event, secret) }) };
  } catch (error) {
    return { again: comesAgain(error), once: false };
  }
}

function sealedReply({ messages, variables }: Reply, { by }: ToldEvent, secret: string): string {
  return seal(JSON.stringify({ by, reply: { messages, variables } }), secret);
}

function replyIn(sealed: string | undefined, { by }: ToldEvent, secret?: string): Reply | undefined {
  if (sealed === undefined || secret === undefined) return undefined;
  const kept = parseJson(unseal(sealed, secret) ?? "");
  return isJsonObject(kept) && kept.by === by && isReply(kept.reply) ? kept.reply : undefined;
}

function comesAgain(error: unknown): RelayError {
  if (error instanceof EventInProgressError || error instanceof StoreUnavailableError) return error;
  if (error instanceof RetryLater) return error;
  throw error;
}

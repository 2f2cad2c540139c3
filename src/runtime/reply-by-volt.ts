import { RelayError } from "../relay/errors";
import type { Message } from "../relay/message";
import type { Reply, ReplyMessage } from "../relay/reply";
import type { SendParameters } from "../volt/send-parameters";
import type { Instance } from "./instance";
import type { Visit } from "./route";
import { sendTimeoutMs } from "./senders/send-timeout";
import { voltFor, type VOLT_SETTINGS } from "./volt";

/**
 * Sends a hook's reply to a message that came in by Volt: its webhooks take no reply in their answer. Each message is sent
 * once and never again, whatever becomes of it; what is not known to be sent is said in the log.
 */
export async function replyByVolt(
  { messages }: Reply,
  to: Message,
  { settings, instance, deadline }: Visit<(typeof VOLT_SETTINGS)[number]>,
): Promise<void> {
  const volt = voltFor(settings, instance.httpOnce);
  // One after the other, so that they arrive in their order.
  for (const message of messages) {
    const parameters = parametersOf(message, to);
    if (parameters === undefined) continue;
    try {
      const { resource } = await volt.createMessage(parameters, sendTimeoutMs(deadline, 0));
      instance.log.info("replied", { provider: "volt", id: String(resource.id) });
    } catch (error) {
      if (!(error instanceof RelayError)) throw error;
      noteUnsent(to, error.code, instance);
    }
  }
}

/** Says that a reply is not known to be sent: of each, and to the operator. */
export function noteUnsent({ provider, id }: Message, code: string, { log }: Instance): void {
  log.info("not_replied", { provider, code, to: id });
  log.alarm("reply_not_sent", { provider, code, to: id });
}

/** Undefined for what Volt cannot send: a USSD request, or nothing at all. */
function parametersOf(
  { content = "", media = [], messageType, ...reply }: ReplyMessage,
  { from: sender, to: receiver }: Message,
): SendParameters | undefined {
  const to = reply.to ?? sender;
  const isNothing = content === "" && media.length === 0;
  if (messageType === "ussd" || isNothing || to === undefined || receiver === undefined) return undefined;
  return { to, from: receiver, body: content, media: [...media] };
}

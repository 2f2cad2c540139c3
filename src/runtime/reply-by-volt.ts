import { RelayError } from "../relay/errors";
import type { Message } from "../relay/message";
import type { Reply, ReplyMessage } from "../relay/reply";
import type { SendParameters } from "../volt/send-parameters";
import type { Visit } from "./route";
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
      const { resource } = await volt.createMessage(parameters, deadline.remainingMs());
      instance.log.info("replied", { provider: "volt", id: String(resource.id) });
    } catch (error) {
      if (!(error instanceof RelayError)) throw error;
      instance.log.alarm("reply_not_sent", { provider: "volt", code: error.code, to: to.id });
    }
  }
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

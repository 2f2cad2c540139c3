import { ConfigurationError } from "./errors";
import type { HookReply } from "./hooks";
import type { Message } from "./message";

/** One of `Hooks`' own, for messages. */
export type MessageHandler<Result = HookReply> = (message: Message) => Result | Promise<Result>;
export type MessageHandlers<Result = HookReply> = Readonly<Record<string, MessageHandler<Result>>>;

/** What stands for any number that has no handler of its own. */
const OTHERWISE = "otherwise";

/**
 * One hook for several of the organisation's numbers, each with its own handler: the number that a message came in at, or
 * that it was sent from.
 *
 *     onIncomingMessage: byNumber({ "+1 555 010 0100": support, "+15550100200": sales, otherwise: log })
 *
 * Numbers are in international form, with `+` or `00`; blanks, dashes, dots and brackets do not count. Short codes (three to six
 * digits) are taken as they are, and an address on a channel (`whatsapp:+1555…`) is a number of its own. What has no handler and no
 * `otherwise` is passed over.
 *
 * @throws ConfigurationError at once where a name is no such number, or a number is there twice
 */
export function byNumber(handlers: MessageHandlers<void>): MessageHandler<void>;
export function byNumber(handlers: MessageHandlers): MessageHandler;
export function byNumber({ [OTHERWISE]: otherwise, ...named }: MessageHandlers): MessageHandler {
  const table = new Map<string, MessageHandler>();
  for (const [name, handler] of Object.entries(named)) {
    const number = normalised(name);
    if (!isAddress(number)) throw unusable(name, "is no number in international form (+15550100100)");
    if (table.has(number)) throw unusable(name, "is there twice");
    table.set(number, handler);
  }
  return (message) => {
    const own = message.direction === "inbound" ? message.to : message.from;
    return (table.get(normalised(own ?? "")) ?? otherwise)?.(message);
  };
}

function normalised(number: string): string {
  return number
    .replace(/[\s().\-\u2010-\u2015]/g, "")
    .replace(/^00/, "+")
    .toLowerCase();
}

function isAddress(text: string): boolean {
  return /^(([a-z]+:)?\+[1-9]\d{6,14}|\d{3,6})$/.test(text);
}

/** Even a wrong number may be somebody's. */
function unusable(name: string, why: string): ConfigurationError {
  const masked = name.replace(/\d(?=.*\d.*\d)/g, "*");
  return new ConfigurationError(`byNumber: "${masked}" ${why}.`);
}

import type { Message } from "../relay/message";
import type { TelerivetMessage } from "./message-view";

/** The network's own form of a sender has no country; the normalised one is only there where it could be found out. */
export function senderOf(said: TelerivetMessage, direction: Message["direction"]): string | undefined {
  return direction === "inbound" ? (said.from_number_e164 ?? said.from_number) : said.from_number;
}

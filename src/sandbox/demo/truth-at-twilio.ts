import type { Message } from "../twilio/message-resource";
import type { TrueMessage } from "./truth";

/** Twilio's messages; Insights must hold them in Twilio's own words. */
export function truthAtTwilio(messages: ReadonlyMap<string, Message>): TrueMessage[] {
  return [...messages.values()].map((message) => {
    const { sid, status, error_code, direction, from, to, body } = message;
    const isIncoming = direction === "inbound";
    return {
      provider: "Twilio",
      id: sid,
      key: sid,
      status,
      errorCode: error_code,
      isIncoming,
      party: isIncoming ? (from ?? "") : to,
      createdAt: Date.parse(message.date_created) / 1_000,
      due: { status, error_code, direction, from, to, body },
    };
  });
}

import type { Message } from "../telerivet/message-resource";
import type { TrueMessage } from "./truth";

/** What Insights must be told for each of Telerivet's words. Not the relay's own table, which may be what is wrong. */
const WORDS: Readonly<Record<string, string>> = {
  processing: "received",
  received: "received",
  ignored: "received",
  queued: "queued",
  failed_queued: "queued",
  sent: "sent",
  delivered: "delivered",
  read: "read",
  not_delivered: "undelivered",
  failed: "failed",
  cancelled: "canceled",
};

/** Telerivet's messages, but for those that do not belong in Insights: calls, USSD and what is only simulated. */
export function truthAtTelerivet(messages: ReadonlyMap<string, Message>): TrueMessage[] {
  return [...messages.values()].filter(belongsInInsights).map((message) => {
    const { id, status, error_code: errorCode = null, from_number, to_number, content } = message;
    const isIncoming = message.direction === "incoming";
    return {
      provider: "Telerivet",
      id,
      key: `telerivet:${id}`,
      status,
      errorCode,
      isIncoming,
      party: isIncoming ? from_number : to_number,
      createdAt: message.time_created,
      due: {
        status: WORDS[status] ?? status,
        error_code: errorCode === null ? null : String(errorCode),
        direction: isIncoming ? "inbound" : "outbound",
        from_number,
        to_number,
        body: content,
      },
    };
  });
}

function belongsInInsights({ message_type: type, simulated }: Message): boolean {
  return ["sms", "mms", "chat"].includes(type) && !simulated;
}

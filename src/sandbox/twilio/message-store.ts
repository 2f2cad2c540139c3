import { createHash } from "node:crypto";
import { isScheduled } from "./message-parameters";
import type { Message } from "./message-resource";
import { countSegments } from "../stand-in/segments";
import { messageResource, rfc2822 } from "./message-resource";
import { canFollow, errorMessage, isUnsuccessful, usualErrorCode } from "./message-status";

export interface MessageStoreOptions {
  accountSid: string;
  now: () => number;
  /** The sender that every Messaging Service chooses. */
  serviceSender: string;
}

export interface MessageStore {
  /** The resources' truth, oldest first. */
  messages: ReadonlyMap<string, Message>;
  create: (form: URLSearchParams) => Message;
  /** Where the message's status callbacks go, as configured, with its fragment. */
  statusCallback: (sid: string) => string | undefined;
  receive: (webhook: Record<string, string>) => Message;
  progress: (sid: string, status: string, details?: { errorCode?: number }) => Message;
  get: (sid: string) => Message;
  newSid: (prefix: string) => string;
}

/** Keeps the account's messages. Statuses only go forwards: this is the truth, whatever order callbacks arrive in. */
export function createMessageStore({ accountSid, now, serviceSender }: MessageStoreOptions): MessageStore {
  const messages = new Map<string, Message>();
  const callbacks = new Map<string, string>();
  let sids = 0;

  const newSid = (prefix: string) =>
    prefix +
    createHash("md5")
      .update(`${prefix}${(sids += 1)}`)
      .digest("hex");
  const keep = (message: Message) => {
    messages.set(message.sid, message);
    return message;
  };
  const get = (sid: string): Message => {
    const message = messages.get(sid);
    if (!message) throw new Error(`The sandbox's account has no message ${sid}`);
    return message;
  };

  return {
    messages,
    newSid,
    get,
    statusCallback: (sid) => callbacks.get(sid),
    create: (form) => {
      const mediaCount = form.getAll("MediaUrl").length;
      const serviceSid = form.get("MessagingServiceSid");
      const initial = serviceSid ? "accepted" : "queued";
      const sid = newSid(mediaCount > 0 ? "MM" : "SM");
      const callback = form.get("StatusCallback");
      if (callback) callbacks.set(sid, callback);
      return keep(
        messageResource({
          sid,
          accountSid,
          direction: "outbound-api",
          from: form.get("From"),
          to: form.get("To") ?? "",
          body: form.get("Body") ?? "",
          mediaCount,
          messaging_service_sid: serviceSid,
          status: isScheduled(form) ? "scheduled" : initial,
          now: now(),
        }),
      );
    },
    receive: (webhook) => {
      const { MessageSid: sid = "", From: from = "", To: to = "", Body: body = "" } = webhook;
      return (
        messages.get(sid) ??
        keep(
          messageResource({
            sid,
            accountSid,
            direction: "inbound",
            from,
            to,
            body,
            mediaCount: Number(webhook.NumMedia ?? 0),
            messaging_service_sid: webhook.MessagingServiceSid ?? null,
            status: "received",
            now: now(),
          }),
        )
      );
    },
    progress: (sid, status, { errorCode } = {}) => {
      const message = get(sid);
      if (!canFollow(message.status, status))
        throw new RangeError(`${sid} is ${message.status}, not to become ${status}`);
      const date = rfc2822(now());
      const from = message.from ?? serviceSender;
      const isOut = ["sent", "delivered", "undelivered", "read"].includes(status);
      const error = isUnsuccessful(status) ? (errorCode ?? usualErrorCode(status)) : null;
      return keep({
        ...message,
        status,
        from,
        num_segments: String(countSegments(message.body ?? "")),
        date_updated: date,
        date_sent: message.date_sent ?? (isOut ? date : null),
        price: message.price ?? (isOut ? "-0.00790" : null),
        error_code: error,
        error_message: error === null ? null : errorMessage(error),
      });
    },
  };
}

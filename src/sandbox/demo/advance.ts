import type { Twilio } from "../twilio/twilio";
import { canFollow } from "../twilio/message-status";

/** The way to each status, in Twilio's words. */
const WAYS: Readonly<Record<string, readonly string[]>> = {
  queued: ["queued"],
  sent: ["queued", "sent"],
  delivered: ["queued", "sent", "delivered"],
  undelivered: ["queued", "sent", "undelivered"],
  failed: ["queued", "failed"],
  read: ["queued", "sent", "delivered", "read"],
};

/** Brings a message's truth at Twilio to this status, by the way that a message takes; never back. */
export function advance(twilio: Pick<Twilio, "messages" | "progress">, sid: string, status: string): void {
  for (const stage of WAYS[status] ?? []) {
    const current = twilio.messages.get(sid)?.status ?? "";
    if (stage !== current && canFollow(current, stage)) twilio.progress(sid, stage);
  }
}

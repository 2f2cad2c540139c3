import { createHash } from "node:crypto";
import { sandboxAccounts } from "../accounts";
import type { WebhookRequest } from "../stand-in/webhook-request";
import { eventsWebhook, formWebhook } from "../twilio/webhook-request";
import type { Tell } from "./step";
import { shortSid } from "./step";

/** Posts as somebody does who is not Twilio. Gives the HTTP status that was answered. */
export interface Stranger {
  /** A status callback without a signature. */
  unsignedCallback: (sid: string, status: string) => Promise<number>;
  /** A status callback that is signed with another key. */
  wronglySignedCallback: (sid: string, status: string) => Promise<number>;
  /** A status that comes with another secret than Telerivet has. */
  wrongTelerivetSecret: (id: string, status: string) => Promise<number>;
  /** A webhook of Volt's with another text, under the signature of the first, by who does not know the token. */
  alteredVoltWebhook: (signed: WebhookRequest) => Promise<number>;
  /** A body of the stranger's own, under a URL that Twilio once signed for another. */
  forgedEvents: (events: readonly unknown[]) => Promise<number>;
}

export function createStranger(relayUrl: string, tell: Tell): Stranger {
  const statusUrl = `${relayUrl}/twilio/status`;
  const say = (text: string) => {
    tell({ from: "stranger", to: "relay", text, mood: "odd" });
  };
  const form = (sid: string, MessageStatus: string) => ({
    MessageSid: sid,
    SmsSid: sid,
    MessageStatus,
    ErrorCode: "30007",
  });

  return {
    unsignedCallback: (sid, status) => {
      say(`claims, unsigned: ${shortSid(sid)} ${status}`);
      const headers = { "content-type": "application/x-www-form-urlencoded" };
      return post({
        url: statusUrl,
        headers,
        body: new URLSearchParams(form(sid, status)).toString(),
      });
    },
    wronglySignedCallback: (sid, status) => {
      say(`claims, wrongly signed: ${shortSid(sid)} ${status}`);
      return post(formWebhook("not_the_auth_token", statusUrl, form(sid, status)));
    },
    wrongTelerivetSecret: (id, status) => {
      say(`claims, with a wrong secret: ${shortSid(id)} ${status}`);
      return post({
        url: `${relayUrl}/telerivet/webhook`,
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams({ event: "send_status", secret: "not_the_secret", id, status }).toString(),
      });
    },
    alteredVoltWebhook: ({ headers, body }) => {
      say("repeats what Volt has signed, with another text");
      return post({ url: `${relayUrl}/volt/webhook`, headers, body: body.replace("JOIN", "LEAVE") });
    },
    forgedEvents: (events) => {
      say(`puts other events under a URL that Twilio signed`);
      const hashOfAnother = createHash("sha256").update("[]").digest("hex");
      const { authToken } = sandboxAccounts;
      return post(
        eventsWebhook(authToken, `${relayUrl}/twilio/events`, JSON.stringify(events), hashOfAnother),
      );
    },
  };
}

async function post({ url, headers, body }: WebhookRequest): Promise<number> {
  const response = await fetch(url, { method: "POST", headers, body });
  await response.arrayBuffer();
  return response.status;
}

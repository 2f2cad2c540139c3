import { createHash } from "node:crypto";
import { createRequire } from "node:module";

// Twilio's own arithmetic signs, so that what the functions check is what Twilio would have sent.
const { getExpectedTwilioSignature } = createRequire(import.meta.url)("twilio/lib/webhooks/webhooks");

export const AUTH_TOKEN = "0123456789abcdef0123456789abcdef";
export const ACCOUNT_SID = `AC${"1".repeat(32)}`;
const DOMAIN_NAME = "relay-1234-dev.twil.io";
const RELAY_API_KEY = "a-key-for-the-bench";

/**
 * What a Function is called with.
 *
 * @typedef {{ context: Record<string, unknown>, event: Record<string, unknown> }} Visit
 */

/** @param {number} insightsPort */
export function visitsFor(insightsPort) {
  let messages = 0;
  const nextSid = () => `SM${String(++messages).padStart(32, "0")}`;

  const context = {
    ACCOUNT_SID,
    AUTH_TOKEN,
    DOMAIN_NAME,
    RELAY_API_KEY,
    VOLT_API_TOKEN: "a-token-for-the-bench",
    VOLT_INSIGHTS_URL: `http://127.0.0.1:${insightsPort}`,
  };

  const form = (path, parameters) => ({
    context: { ...context, PATH: path },
    event: {
      request: headers(getExpectedTwilioSignature(AUTH_TOKEN, `https://${DOMAIN_NAME}${path}`, parameters)),
      ...parameters,
    },
  });

  return {
    /** https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks */
    status() {
      const sid = nextSid();
      return form("/twilio/status", {
        ...ENDS,
        SmsSid: sid,
        SmsStatus: "delivered",
        MessageStatus: "delivered",
        MessageSid: sid,
        AccountSid: ACCOUNT_SID,
        ApiVersion: "2010-04-01",
      });
    },

    /** https://www.twilio.com/docs/messaging/guides/webhook-request */
    inbound() {
      const sid = nextSid();
      return form("/twilio/inbound", {
        ...ENDS,
        SmsMessageSid: sid,
        SmsSid: sid,
        MessageSid: sid,
        SmsStatus: "received",
        AccountSid: ACCOUNT_SID,
        Body: "See you at eight",
        NumMedia: "0",
        NumSegments: "1",
        ApiVersion: "2010-04-01",
      });
    },

    /** https://www.twilio.com/docs/events/webhook-quickstart */
    events(count) {
      const body = Array.from({ length: count }, () => statusEvent(nextSid()));
      const bodySHA256 = createHash("sha256").update(JSON.stringify(body)).digest("hex");
      const url = `https://${DOMAIN_NAME}/twilio/events?bodySHA256=${bodySHA256}`;
      return {
        context: { ...context, PATH: "/twilio/events" },
        event: { request: headers(getExpectedTwilioSignature(AUTH_TOKEN, url, {})), bodySHA256, ...body },
      };
    },

    /** @param {string} [cursor] where the last drain ended */
    drain(cursor) {
      const authorization = `Bearer ${RELAY_API_KEY}`;
      return {
        context: { ...context, PATH: "/ops/drain" },
        event: {
          request: { headers: { authorization }, cookies: {} },
          ...(cursor === undefined ? {} : { cursor }),
        },
      };
    },

    send() {
      return {
        context: { ...context, PATH: "/send" },
        event: {
          request: {
            headers: { authorization: `Bearer ${RELAY_API_KEY}`, "content-type": "application/json" },
            cookies: {},
          },
          from: ENDS.From,
          to: ENDS.To,
          body: "See you at eight",
        },
      };
    },
  };
}

const ENDS = { From: "+15550100001", To: "+15550100002" };

function headers(signature) {
  return { headers: { "x-twilio-signature": signature }, cookies: {} };
}

/** https://www.twilio.com/docs/events/event-types/messaging/outbound-message */
function statusEvent(messageSid) {
  return {
    specversion: "1.0",
    type: "com.twilio.messaging.message.delivered",
    source: `/2010-04-01/Accounts/${ACCOUNT_SID}/Messages/${messageSid}.json`,
    id: `EZ${messageSid.slice(2)}`,
    dataschema: "https://events-schemas.twilio.com/Messaging.MessageStatus/7",
    datacontenttype: "application/json",
    time: "2026-01-05T10:00:00.000Z",
    data: {
      messageSid,
      accountSid: ACCOUNT_SID,
      messageStatus: "DELIVERED",
      eventName: "com.twilio.messaging.message.delivered",
      timestamp: "2026-01-05T10:00:00.000Z",
      apiVersion: "2010-04-01",
      from: ENDS.From,
      to: ENDS.To,
    },
  };
}

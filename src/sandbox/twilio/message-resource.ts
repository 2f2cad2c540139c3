import { countSegments } from "../stand-in/segments";

/** Twilio's Message in wire form: https://www.twilio.com/docs/messaging/api/message-resource#message-properties */
export interface Message {
  body: string | null;
  num_segments: string;
  direction: "inbound" | "outbound-api";
  from: string | null;
  to: string;
  date_updated: string;
  price: string | null;
  error_message: string | null;
  uri: string;
  account_sid: string;
  num_media: string;
  status: string;
  messaging_service_sid: string | null;
  sid: string;
  date_sent: string | null;
  date_created: string;
  error_code: number | null;
  price_unit: string | null;
  api_version: string;
  subresource_uris: Record<string, string>;
}

export type MessageContent = Pick<
  Message,
  "direction" | "from" | "to" | "status" | "messaging_service_sid"
> & {
  sid: string;
  accountSid: string;
  body: string;
  mediaCount: number;
  now: number;
};

export function messageResource({ accountSid, mediaCount, now, ...content }: MessageContent): Message {
  const path = `/2010-04-01/Accounts/${accountSid}/Messages/${content.sid}`;
  const date = rfc2822(now);
  return {
    body: content.body,
    // A Messaging Service has yet to choose the sender, and counts afterwards.
    num_segments: content.from === null ? "0" : String(countSegments(content.body)),
    direction: content.direction,
    from: content.from,
    to: content.to,
    date_updated: date,
    price: null,
    error_message: null,
    uri: `${path}.json`,
    account_sid: accountSid,
    num_media: String(mediaCount),
    status: content.status,
    messaging_service_sid: content.messaging_service_sid,
    sid: content.sid,
    date_sent: content.direction === "inbound" ? date : null,
    date_created: date,
    error_code: null,
    price_unit: "USD",
    api_version: "2010-04-01",
    subresource_uris: { media: `${path}/Media.json` },
  };
}

/** `Thu, 30 Jul 2015 20:12:31 +0000` */
export const rfc2822 = (epochMs: number) => new Date(epochMs).toUTCString().replace("GMT", "+0000");

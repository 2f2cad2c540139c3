import { createHash } from "node:crypto";

/** https://www.twilio.com/docs/events/webhook-quickstart */
export interface CloudEvent {
  specversion: "1.0";
  type: string;
  source: string;
  id: string;
  dataschema: string;
  datacontenttype: "application/json";
  time: string;
  data: unknown;
}

export interface EventContent {
  type: string;
  source: string;
  id: string;
  /** `Messaging.MessageStatus/7` */
  schema: string;
  at: number;
  data: unknown;
}

export const cloudEvent = ({ type, source, id, schema, at, data }: EventContent): CloudEvent => ({
  specversion: "1.0",
  type,
  source,
  id,
  dataschema: `https://events-schemas.twilio.com/${schema}`,
  datacontenttype: "application/json",
  time: new Date(at).toISOString(),
  data,
});

/** The same event always has the same id, since a duplicate keeps it. */
export const eventId = (type: string, sid: string) =>
  `EZ${createHash("md5").update(`${type} ${sid}`).digest("hex")}`;

type FieldTest = (value: unknown) => boolean;

const text: FieldTest = (value) => typeof value === "string" || value === null;
const integer: FieldTest = (value) => Number.isInteger(value) || value === null;
const object: FieldTest = (value) => typeof value === "object";

/** Twilio's Message in wire form: https://www.twilio.com/docs/messaging/api/message-resource */
export const twilioMessageFields: Record<string, FieldTest> = {
  body: text,
  num_segments: text,
  direction: text,
  from: text,
  to: text,
  date_updated: text,
  price: text,
  error_message: text,
  uri: text,
  account_sid: text,
  num_media: text,
  status: text,
  messaging_service_sid: text,
  sid: text,
  date_sent: text,
  date_created: text,
  // An integer in Twilio's Message, a string in its callbacks; which of them Volt wants is not documented.
  error_code: (value) => text(value) || integer(value),
  price_unit: text,
  api_version: text,
  subresource_uris: object,
  tags: object,
};

/** https://textvolt.notion.site/Sending-Message-Details-to-Volt-Insights-API-26e6ffea4bc780ea8ee9dd4d217d62bc */
export const genericMessageFields: Record<string, FieldTest> = {
  id: text,
  provider: text,
  message_created_at: text,
  message_sent_at: text,
  message_finalized_at: text,
  error_code: text,
  from_number: text,
  to_number: text,
  body: text,
  status: text,
  direction: text,
  message_type: text,
  segment_count: integer,
};

/** Splits a body into what the endpoint's table knows and the names of what it does not, or not with that type. */
export function sortFields(body: Record<string, unknown>, known: Record<string, FieldTest>) {
  const entries = Object.entries(body);
  const isTaken = ([name, value]: [string, unknown]) => known[name]?.(value) ?? false;
  return {
    taken: Object.fromEntries(entries.filter(isTaken)),
    ignored: entries.filter((entry) => !isTaken(entry)).map(([name]) => name),
  };
}

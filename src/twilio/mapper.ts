import type { JsonObject } from "../relay/json";
import type { Message, MessageMedia } from "../relay/message";
import { parse } from "../relay/parse";
import { present } from "../relay/present";
import type { MessageReport } from "../relay/report";
import type { InsightsUpdate } from "../relay/update";
import { errorCode } from "./error-code";
import { incomingMessage, messageResource, statusCallback } from "./schema";

/** The parameters of a form, as a Function's event has them: text, or a list of texts where a key is repeated. */
export type FormParameters = Readonly<Record<string, unknown>>;

/** Which field of the Message a webhook's parameter is. */
const FIELDS: readonly (readonly [parameter: string, field: string])[] = [
  ["AccountSid", "account_sid"],
  ["MessagingServiceSid", "messaging_service_sid"],
  ["From", "from"],
  ["To", "to"],
  ["NumMedia", "num_media"],
  ["NumSegments", "num_segments"],
  ["ErrorMessage", "error_message"],
  ["ApiVersion", "api_version"],
];

/**
 * A status callback as an update for Insights ("step B"): `SmsSid=SM…&MessageStatus=undelivered&ErrorCode=30003` becomes
 * `{"sid":"SM…","status":"undelivered","error_code":30003}`, with the other fields of the Message that it carries.
 * What is absent is left out: whether a null would erase what Insights has is not documented.
 * https://simonsays.atlassian.net/wiki/spaces/VAPI/pages/34832385
 *
 * @throws InvalidInputError where no message or no status is named
 */
export function mapStatusCallback(parameters: FormParameters): MessageReport {
  const { sid, status, ErrorCode, From, To } = parse(
    statusCallback,
    {
      ...parameters,
      sid: parameters.SmsSid ?? parameters.MessageSid,
      status: parameters.MessageStatus ?? parameters.SmsStatus,
    },
    "This is not a message status callback",
  );
  const code = errorCode(ErrorCode);
  return {
    update: twilioUpdate(sid, status, { ...present({ error_code: code }), ...messageFields(parameters) }),
    message: {
      ...twilioMessage({ id: sid, direction: "outbound", status, from: From, to: To, errorCode: code }),
      raw: parameters,
    },
  };
}

/**
 * An incoming message's webhook as an update for Insights, in the shape that the Message resource gives it:
 * `{"sid":"SM…","status":"received","direction":"inbound","body":"…",…}`.
 * https://www.twilio.com/docs/messaging/guides/webhook-request
 *
 * @throws InvalidInputError where no message is named
 */
export function mapIncomingMessage(parameters: FormParameters): MessageReport {
  const { sid, status, Body, From, To } = parse(
    incomingMessage,
    {
      ...parameters,
      sid: parameters.MessageSid ?? parameters.SmsMessageSid ?? parameters.SmsSid,
      status: parameters.SmsStatus ?? "received",
    },
    "This is not an incoming message",
  );
  return {
    update: twilioUpdate(sid, status, {
      direction: "inbound",
      ...present({ body: Body }),
      ...messageFields(parameters),
    }),
    message: {
      ...twilioMessage({ id: sid, direction: "inbound", status, from: From, to: To, body: Body }),
      ...present({ media: mediaOf(parameters) }),
      raw: parameters,
    },
  };
}

/**
 * The Message resource, as Twilio's REST API returns it, as an update for Insights ("step A"): the whole of it, unchanged.
 * https://simonsays.atlassian.net/wiki/spaces/VAPI/pages/34832385
 *
 * @throws InvalidInputError where it is no Message
 */
export function mapMessageResource(resource: JsonObject): MessageReport {
  const message = parse(messageResource, resource, "This is not a Message resource");
  const { sid, status, body, from, to } = message;
  return {
    update: {
      endpoint: "/data/messages/twilio",
      key: { provider: "twilio", id: sid },
      status,
      payload: resource,
    },
    message: {
      ...twilioMessage({
        id: sid,
        direction: message.direction === "inbound" ? "inbound" : "outbound",
        status,
        from: from ?? undefined,
        to: to ?? undefined,
        body: body ?? undefined,
        errorCode: message.error_code ?? undefined,
      }),
      raw: resource,
    },
  };
}

export function twilioUpdate(sid: string, status: string, fields: Record<string, unknown>): InsightsUpdate {
  return {
    endpoint: "/data/messages/twilio",
    key: { provider: "twilio", id: sid },
    status,
    payload: { sid, status, ...fields },
  };
}

interface Known {
  readonly id: string;
  readonly direction: Message["direction"];
  readonly status: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly body?: string | undefined;
  readonly errorCode?: number | string | undefined;
}

export function twilioMessage({
  id,
  direction,
  status,
  from,
  to,
  body,
  errorCode: code,
}: Known): Omit<Message, "raw"> {
  const optional = present({ from, to, body, errorCode: code === undefined ? undefined : String(code) });
  return { provider: "twilio", id, direction, status, ...optional };
}

function messageFields(parameters: FormParameters): Record<string, string> {
  return Object.fromEntries(
    FIELDS.flatMap(([parameter, field]) => {
      const value = parameters[parameter];
      return typeof value === "string" && value !== "" ? [[field, value]] : [];
    }),
  );
}

function mediaOf(parameters: FormParameters): MessageMedia[] | undefined {
  const media: MessageMedia[] = [];
  for (let n = 0; ; n++) {
    const url = parameters[`MediaUrl${n}`];
    if (typeof url !== "string") return n === 0 ? undefined : media;
    const contentType = parameters[`MediaContentType${n}`];
    media.push({ url, ...(typeof contentType === "string" ? { contentType } : {}) });
  }
}

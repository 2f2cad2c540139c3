import type { TelerivetError } from "./answer";
import { invalidParam } from "./answer";
import type { Parameters } from "./body";
import { isObject } from "./body";
import type { Rule } from "./parameters";
import {
  bool,
  filledText,
  integer,
  listOf,
  object,
  oneOf,
  orNull,
  refuseMissing,
  refuseParameters,
  text,
  textOf,
  vars,
} from "./parameters";
import { languages } from "./vocabulary";

export interface Known {
  webhookUrl: Rule;
  routeId: Rule;
  contactId: Rule;
}

/** Data URIs need a feature that Telerivet has to enable; here it is not. */
const mediaUrl: Rule = (value) =>
  typeof value === "string" && /^https?:\/\//.test(value) ? undefined : "must begin with https:// or http://";

const shortLinkParams: Rule = (value) => {
  if (!isObject(value)) return "must be an object";
  const problem = refuseParameters(value, { domain: filledText, expiration_sec: orNull(integer) });
  return problem && `has a wrong member: ${problem.message}`;
};

/** POST …/messages/send: github.com/Telerivet/telerivet-node-client, Project.sendMessage */
const sendRules = ({ webhookUrl, routeId, contactId }: Known): Record<string, Rule> => ({
  message_type: oneOf("text", "sms", "mms", "ussd", "call", "chat", "service"),
  content: text,
  to_number: filledText,
  contact_id: contactId,
  route_id: routeId,
  status_url: webhookUrl,
  status_secret: text,
  replace_variables: bool,
  is_template: bool,
  track_clicks: bool,
  short_link_params: shortLinkParams,
  media_urls: listOf(mediaUrl),
  route_params: object,
  label_ids: listOf(filledText),
  vars,
  priority: oneOf(1, 2),
  simulated: bool,
  service_id: filledText,
  audio_url: mediaUrl,
  tts_lang: oneOf(...languages),
  tts_voice: oneOf("female", "male"),
});

export function refuseSend(given: Parameters, known: Known): TelerivetError | undefined {
  return refuseParameters(given, sendRules(known)) ?? refuseRecipient(given) ?? refuseContent(given);
}

function refuseRecipient({ to_number: toNumber, contact_id: contactId }: Parameters) {
  return toNumber === undefined && contactId === undefined
    ? invalidParam("to_number", "to_number or contact_id is required")
    : undefined;
}

/** "Required if sending SMS message"; media or `route_params` can stand for the text of an MMS and of a chat message. */
function refuseContent(given: Parameters): TelerivetError | undefined {
  const type = textOf(given.message_type) ?? "text";
  const hasOther = given.media_urls !== undefined || given.route_params !== undefined;
  const isNeeded = ["text", "sms"].includes(type) || (["mms", "chat"].includes(type) && !hasOther);
  return isNeeded && !given.content ? invalidParam("content", "content is required") : undefined;
}

/** POST …/messages/receive: github.com/Telerivet/telerivet-node-client, Project.receiveMessage */
export function refuseReceive(given: Parameters, { routeId }: Known): TelerivetError | undefined {
  const rules: Record<string, Rule> = {
    content: text,
    message_type: oneOf("sms", "call", "chat"),
    from_number: filledText,
    phone_id: routeId,
    to_number: filledText,
    simulated: bool,
    starred: bool,
    label_ids: listOf(filledText, 5),
    vars,
  };
  const required = ["from_number", "phone_id", ...(given.message_type === "call" ? [] : ["content"])];
  return refuseParameters(given, rules) ?? refuseMissing(given, required);
}

export const refuseResend = (given: Parameters, { routeId }: Known) =>
  refuseParameters(given, { route_id: routeId });

export const refuseUpdate = (given: Parameters) =>
  refuseParameters(given, { starred: bool, vars, error_message: text });

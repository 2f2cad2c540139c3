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
  vars,
} from "./parameters";

/** Those that the API can create; others are made in the web app only. */
const serviceTypes = [
  ...["incoming_message_webhook", "messaging_poll", "incoming_message_script", "contact_script"],
  ...["message_script", "data_row_script", "webhook_script", "voice_script", "ussd_script"],
  ...["project_script", "custom_template_instance"],
];

/** What can also be changed later. */
const updateRules: Record<string, Rule> = {
  name: filledText,
  active: bool,
  priority: integer,
  vars,
  response_table_id: orNull(filledText),
  phone_ids: orNull(listOf(filledText)),
  apply_mode: oneOf("always", "unhandled"),
  contact_number_filter: oneOf("long_number", "all"),
  show_action: bool,
  direction: oneOf("incoming", "outgoing", "both"),
};

/** POST …/services: github.com/Telerivet/telerivet-node-client, Project.createService */
export function refuseCreate(given: Parameters, webhookUrl: Rule): TelerivetError | undefined {
  const rules: Record<string, Rule> = {
    ...updateRules,
    service_type: oneOf(...serviceTypes),
    config: object,
    message_types: listOf(oneOf("text", "call", "sms", "mms", "ussd_session", "chat")),
  };
  const refusal = refuseParameters(given, rules) ?? refuseMissing(given, ["service_type", "config"]);
  if (refusal || given.service_type !== "incoming_message_webhook" || !isObject(given.config)) return refusal;
  const wrong = refuseWebhookConfig(given.config, webhookUrl);
  return wrong && invalidParam("config", wrong.message);
}

/**
 * POST …/services/{id}. The type stays, `config` has its own endpoint, and `message_types` is no property of a service:
 * that it cannot be changed is unconfirmed, and the worse.
 */
export const refuseUpdate = (given: Parameters) => refuseParameters(given, updateRules);

export const refuseWebhookConfig = (config: Parameters, webhookUrl: Rule) =>
  refuseParameters(config, { url: webhookUrl, secret: text }) ?? refuseMissing(config, ["url"]);

export const nameTaken = (name: string) => invalidParam("name", `There is already a service named ${name}`);

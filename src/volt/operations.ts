import type { JsonObject } from "../relay/json";
import type { SendParameters } from "./send-parameters";

// The GraphQL documents. createMessage and registerWebhook with a URL alone are Volt's own; the others are known from a public
// client only. https://docs.textvolt.com/v1.0/

const MESSAGE_FIELDS =
  "id legacyId toNumber fromNumber status statusDescription media body sentAt confirmedAt";
const WEBHOOK_FIELDS = "id url createdAt lastUpdatedAt";

export const CREATE_MESSAGE = `mutation createMessage ($to: String!, $from: String!, $body: String!, $media: [String!]) {
  createMessage (to: $to, from: $from, body: $body, media: $media) { ${MESSAGE_FIELDS} }
}`;

export const MESSAGE = `query message ($id: ID!) {
  message (id: $id) { ${MESSAGE_FIELDS} errorCode }
}`;

export const WEBHOOKS = `query webhooks {
  webhooks { ${WEBHOOK_FIELDS} }
}`;

export const DELETE_WEBHOOK = `mutation deleteWebhook ($id: ID!) {
  deleteWebhook (id: $id) { id }
}`;

const REGISTRATION_TYPES = { url: "String!", primaryPhone: "String", eventTypes: "[WebhookEventType]" };

/** Names only the arguments that are given. */
export function registration(given: Partial<Record<keyof typeof REGISTRATION_TYPES, unknown>>): string {
  const names = Object.entries(REGISTRATION_TYPES).filter(([name]) => Object.hasOwn(given, name));
  const types = names.map(([name, type]) => `$${name}: ${type}`).join(", ");
  const values = names.map(([name]) => `${name}: $${name}`).join(", ");
  return `mutation registerWebhook (${types}) {
  registerWebhook (${values}) { ${WEBHOOK_FIELDS} }
}`;
}

/** The variables of CREATE_MESSAGE: all of them, for a message of media alone has an empty body. */
export function toVariables({ to, from, body = "", media = [] }: SendParameters): JsonObject {
  return { to, from, body, media };
}

import type { Schema } from "./graphql/schema";

/**
 * The part of Volt's schema that the relay uses: https://docs.textvolt.com/v1.0/. registerWebhook's further arguments
 * are left out because the values of their enum are not published, Message's objects because nothing reads them.
 */
export const connectSchema: Schema = {
  query: {
    webhooks: { arguments: {}, type: "[Webhook!]!" },
    message: { arguments: { id: "ID!" }, type: "Message" },
  },
  mutation: {
    registerWebhook: { arguments: { url: "String!" }, type: "Webhook" },
    deleteWebhook: { arguments: { id: "ID!" }, type: "Webhook" },
    createMessage: {
      arguments: { to: "String!", from: "String!", body: "String!", media: "[String!]" },
      type: "Message",
    },
  },
  objects: {
    Webhook: {
      id: "ID!",
      url: "String!",
      createdAt: "String!",
      lastUpdatedAt: "String!",
      primaryPhone: "String",
      eventTypes: "[WebhookEventType]",
    },
    Message: {
      id: "ID!",
      legacyId: "String",
      toNumber: "String!",
      fromNumber: "String!",
      status: "String!",
      statusDescription: "String",
      errorCode: "String",
      media: "[String]",
      body: "String",
      sentAt: "String",
      confirmedAt: "String",
    },
  },
};

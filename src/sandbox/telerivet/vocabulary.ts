/** The words that Telerivet documents for a message: github.com/Telerivet/telerivet-node-client, lib/telerivet/message.js */
export const directions = ["incoming", "outgoing"] as const;
export const statuses = [
  ...["ignored", "processing", "received", "sent", "queued", "failed", "failed_queued"],
  ...["cancelled", "delivered", "not_delivered", "read"],
] as const;
export const messageTypes = ["sms", "mms", "ussd", "ussd_session", "call", "chat", "service"] as const;
export const sources = [
  ...["phone", "provider", "web", "api", "service", "webhook", "scheduled", "integration"],
] as const;
export const languages = [
  ...["en-US", "en-GB", "en-GB-WLS", "en-AU", "en-IN", "da-DK", "nl-NL", "fr-FR", "fr-CA", "de-DE"],
  ...["is-IS", "it-IT", "pl-PL", "pt-BR", "pt-PT", "ru-RU", "es-ES", "es-US", "sv-SE"],
] as const;

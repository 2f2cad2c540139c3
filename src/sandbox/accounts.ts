/** The made-up identities of the sandbox. None of them exists anywhere else; 555 numbers belong to nobody. */
export const sandboxAccounts = {
  accountSid: "AC00000000000000000000000000000001",
  /** 32 characters, as twilio-run's getTwilioClient() demands. */
  authToken: "sandbox_auth_token_0000000000000",
  messagingServiceSid: "MG00000000000000000000000000000001",
  relayApiKey: "sandbox_relay_api_key",
  voltWebhookToken: "sandbox_volt_webhook_token",
  voltApiToken: "sandbox_volt_api_token",
  telerivetApiKey: "sandbox_telerivet_api_key",
  telerivetProjectId: "PJ0000000000000001",
  telerivetWebhookSecret: "sandbox_telerivet_webhook_secret",
} as const;

export const sandboxNumbers = {
  /** The organisation's own number. */
  organisation: "+15550100100",
  /** The organisation's own number at Volt. */
  voltOrganisation: "+15550100300",
  customer: "+15550100123",
  otherCustomer: "+15550100124",
  /** What the autopilot makes of these is in message-journey.ts. */
  undeliverable: "+15550100003",
  failing: "+15550100008",
  whatsAppOrganisation: "whatsapp:+15550100100",
  whatsAppCustomer: "whatsapp:+15550100125",
  /** That of Telerivet's phone. What becomes of messages to customers is in telerivet/message-journey.ts. */
  telerivetOrganisation: "+15550100199",
  telerivetFailing: "+15005550011",
  telerivetDelivered: "+15005550012",
  telerivetUndeliverable: "+15005550013",
  telerivetDelayed: "+15005550014",
} as const;

import { sandboxAccounts, sandboxNumbers } from "../accounts";

export interface Sending {
  /** Told in the summary; 29 characters have room. */
  readonly what: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The status callbacks in the order of their coming. The message itself goes its way forwards. */
  readonly callbacks: readonly string[];
}

const { organisation: from, customer: to, otherCustomer, undeliverable, failing } = sandboxNumbers;
const { whatsAppOrganisation, whatsAppCustomer } = sandboxNumbers;

/** What the organisation's app sends in the scenario, one after the other. */
export const sendings: readonly Sending[] = [
  {
    what: "SMS, callbacks in their order",
    parameters: { to, from, body: "Your code is 471100" },
    callbacks: ["sent", "delivered"],
  },
  {
    what: "SMS, delivered before sent",
    parameters: { to: otherCustomer, from, body: "Your parcel is on its way" },
    callbacks: ["delivered", "sent"],
  },
  {
    what: "SMS, each callback twice",
    parameters: { to, from, body: "See you at 9:30 – or later? 👋" },
    callbacks: ["sent", "delivered", "sent", "delivered"],
  },
  {
    what: "by a Messaging Service",
    parameters: {
      to,
      messagingServiceSid: sandboxAccounts.messagingServiceSid,
      body: "Spring sale: 20% off",
    },
    callbacks: ["queued", "sent", "delivered"],
  },
  {
    what: "MMS",
    parameters: { to, from, body: "Your ticket", mediaUrl: ["https://media.example/ticket.png"] },
    callbacks: ["sent", "delivered"],
  },
  {
    what: "to a number out of reach",
    parameters: { to: undeliverable, from, body: "Are you there?" },
    callbacks: ["undelivered", "sent"],
  },
  {
    what: "to a number that fails",
    parameters: { to: failing, from, body: "Are you there?" },
    callbacks: ["failed"],
  },
  {
    what: "WhatsApp, read first of all",
    parameters: { to: whatsAppCustomer, from: whatsAppOrganisation, body: "Your table is booked" },
    callbacks: ["read", "sent", "delivered"],
  },
];

/** Twilio says no to this one: https://www.twilio.com/docs/iam/test-credentials#test-sms-messages */
export const refusedSending = { to: "+15005550001", from, body: "To nobody" };

/** Several at once, which make their journeys by themselves. */
export const burst = Array.from({ length: 6 }, (_, index) => ({
  to: index % 2 === 0 ? to : otherCustomer,
  from,
  body: `Reminder ${index + 1} of 6`,
}));

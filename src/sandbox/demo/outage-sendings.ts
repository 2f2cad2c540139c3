import { sandboxNumbers } from "../accounts";
import type { Sending } from "./sendings";
import type { TelerivetSending } from "./telerivet-sendings";

const { organisation: from, customer: to, otherCustomer, undeliverable } = sandboxNumbers;
const { whatsAppOrganisation, whatsAppCustomer } = sandboxNumbers;

/** Sent while all is well; its end comes in the outage. */
export const sentBefore: Sending = {
  what: "SMS, its end in the outage",
  parameters: { to, from, body: "Your code is 471100" },
  callbacks: ["sent"],
};

/** Sent while Insights is down. */
export const sentMeanwhile: readonly Sending[] = [
  {
    what: "SMS, all in the outage",
    parameters: { to: otherCustomer, from, body: "Your parcel is on its way" },
    callbacks: ["delivered", "sent"],
  },
  {
    what: "to a number out of reach",
    parameters: { to: undeliverable, from, body: "Are you at home?" },
    callbacks: ["sent", "undelivered"],
  },
  {
    what: "WhatsApp, read first of all",
    parameters: { to: whatsAppCustomer, from: whatsAppOrganisation, body: "Your table is booked" },
    callbacks: ["read", "delivered", "sent"],
  },
];

/** Sent while Insights is down, too; what became of it is read again from Telerivet. */
export const sentByTelerivet: TelerivetSending = {
  what: "by Telerivet, in the outage",
  parameters: {
    provider: "telerivet",
    to: sandboxNumbers.telerivetDelivered,
    content: "Your taxi is there",
  },
  statuses: ["sent", "delivered"],
};

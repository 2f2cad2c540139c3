import { sandboxNumbers } from "../accounts";

export interface TelerivetSending {
  /** Told in the summary; 29 characters have room. */
  readonly what: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Telerivet's words in the order of their coming. The message itself goes the way that its number has in store. */
  readonly statuses: readonly string[];
}

const { telerivetDelivered, telerivetDelayed, telerivetUndeliverable } = sandboxNumbers;
const provider = "telerivet";

/** What the organisation's app sends by Telerivet, one after the other, to the numbers of its Test Number route. */
export const telerivetSendings: readonly TelerivetSending[] = [
  {
    what: "SMS, delivered",
    parameters: { provider, to: telerivetDelivered, content: "Your code is 471100" },
    statuses: ["sent", "delivered"],
  },
  {
    what: "fails, tried again by itself",
    parameters: { provider, to: telerivetDelayed, content: "Your parcel is on its way" },
    statuses: ["failed_queued", "sent"],
  },
  {
    what: "not delivered, told too early",
    parameters: { provider, to: telerivetUndeliverable, content: "Are you there?" },
    statuses: ["not_delivered", "sent"],
  },
];

/** With a link, on which somebody clicks. */
export const linkSending: TelerivetSending = {
  what: "with a link, which is clicked",
  parameters: {
    provider,
    to: telerivetDelivered,
    content: "Your ticket: https://tickets.example/4711",
    track_clicks: true,
  },
  statuses: ["sent", "delivered"],
};

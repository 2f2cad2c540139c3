export interface StatusMeaning {
  /** The word that Insights gets. */
  readonly word: string;
  /** Whether the message's way ends with it, unless a user sends it again. Reading comes after that end. */
  readonly final: boolean;
}

/**
 * What each of Telerivet's statuses means, in words that are common to providers: whether Volt sorts those of a provider
 * that is not on its list is not documented. https://telerivet.com/api/webhook
 */
const STATUSES = new Map<string, StatusMeaning>([
  ["processing", { word: "received", final: true }],
  ["received", { word: "received", final: true }],
  ["ignored", { word: "received", final: true }],
  ["queued", { word: "queued", final: false }],
  // Telerivet tries again by itself: it is not a failure.
  ["failed_queued", { word: "queued", final: false }],
  ["sent", { word: "sent", final: false }],
  ["delivered", { word: "delivered", final: true }],
  ["read", { word: "read", final: false }],
  ["not_delivered", { word: "undelivered", final: true }],
  ["failed", { word: "failed", final: true }],
  ["cancelled", { word: "canceled", final: true }],
]);

/** The open set's other words stay as they are, and end nothing. */
export function statusMeaning(status: string): StatusMeaning {
  return STATUSES.get(status.toLowerCase()) ?? { word: status, final: false };
}

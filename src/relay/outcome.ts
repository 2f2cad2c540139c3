/** Why an update was not delivered. A fixed vocabulary: safe to log, to store and to show. */
export type Reason =
  | "insights_unreachable"
  | "insights_timeout"
  | "insights_unavailable"
  | "insights_rate_limited"
  | "insights_misconfigured"
  | "insights_rejected"
  | "out_of_time"
  | "provider_unavailable";

interface NotDelivered {
  readonly attempts: number;
  readonly reason: Reason;
  /** The HTTP status that said so, where there was one. */
  readonly status?: number;
}

/**
 * What became of an update. None of these is a fault of the relay, so they are values:
 * - `delivered`: Insights took it.
 * - `superseded`: this instance has already delivered a later status of the message; posting would move it backwards.
 * - `deferred`: not delivered; the message is in the outbox, and its truth will be.
 * - `rejected`: Insights will never take it; it is a dead letter.
 * - `failed`: neither delivered nor kept; whoever sent it has to send it again.
 */
export type Outcome =
  | { readonly outcome: "delivered"; readonly attempts: number; readonly requestId?: string }
  | { readonly outcome: "superseded"; readonly attempts: number }
  | ({ readonly outcome: "deferred" } & NotDelivered)
  | ({ readonly outcome: "rejected" } & NotDelivered)
  | ({ readonly outcome: "failed" } & NotDelivered);

/** What the delivery alone can say: keeping is another's business. */
export type DeliveryOutcome = Exclude<Outcome, { outcome: "deferred" }> & {
  /**
   * True where a post of an older status got no answer before a newer one was delivered: Insights may still act on it, and
   * would go back. The message's truth has to be brought there once more, later.
   */
  readonly unsettled?: true;
};

import type { Message } from "./message";
import type { InsightsUpdate } from "./update";

/** What a source says about one message: for Insights, and for the hooks. */
export interface MessageReport {
  readonly update: InsightsUpdate;
  readonly message: Message;
}

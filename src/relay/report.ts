import type { Message } from "./message";
import type { InsightsUpdate } from "./update";

/** What a source says about one message, for the hooks; for Insights too, unless it is none of its business (a call, say). */
export interface MessageNotice {
  readonly update: InsightsUpdate | undefined;
  readonly message: Message;
}

/** What a source says about one message: for Insights, and for the hooks. */
export interface MessageReport extends MessageNotice {
  readonly update: InsightsUpdate;
}

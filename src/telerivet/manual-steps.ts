/** One setting that only Telerivet's web app can make. */
export interface ManualStep {
  /** The event that it switches on. */
  readonly event: "send_status" | "send_broadcast" | "contact_update" | "message_metadata";
  /** The page of the web app. */
  readonly page: string;
  /** The setting's name on that page. */
  readonly setting: string;
  /** To be pasted there. */
  readonly url: string;
  /** To be pasted there. */
  readonly secret: string;
  /** What it is good for. */
  readonly why: string;
}

const PAGE = "Project Settings";

const SETTINGS: readonly Pick<ManualStep, "event" | "setting" | "why">[] = [
  {
    event: "send_status",
    setting: "Message status notifications",
    why: "Statuses of messages that the relay did not send itself. Without it, Insights does not hear of them.",
  },
  { event: "send_broadcast", setting: "Broadcast sent", why: "For your own onEvent hook." },
  { event: "contact_update", setting: "Contact added or updated", why: "For your own onEvent hook." },
  { event: "message_metadata", setting: "Message metadata updated", why: "For your own onEvent hook." },
];

/**
 * What an operator has to enter in Telerivet's web app: its REST API cannot set these webhooks.
 * https://telerivet.com/api/webhook
 */
export function telerivetManualSteps(webhook: {
  readonly url: string;
  readonly secret: string;
}): readonly ManualStep[] {
  const { url, secret } = webhook;
  return SETTINGS.map((setting) => ({ ...setting, page: PAGE, url, secret }));
}

import type { VoltClient, WebhookOptions } from "./client";
import type { RegisteredWebhook } from "./registered-webhook";

export interface Registration {
  /** `kept`: the URL was registered already, and nothing was done. */
  readonly outcome: "kept" | "registered";
  readonly webhook: RegisteredWebhook;
  /**
   * Registered at the same address, with another query (an older token, say) or once more: Volt sends every event to each of
   * them, so they had better be deleted.
   */
  readonly others: readonly RegisteredWebhook[];
}

/**
 * Registers a URL for message webhooks, unless it is there already: to each URL, and as often as it is registered, Volt
 * sends every event. Where the list cannot be read, nothing is registered.
 *
 * @throws as `webhooks` and `registerWebhook` of the client
 */
export async function registerVoltWebhook(
  client: Pick<VoltClient, "webhooks" | "registerWebhook">,
  url: string,
  timeoutMs: number,
  options?: WebhookOptions,
): Promise<Registration> {
  const there = await client.webhooks(timeoutMs);
  const kept = there.find((webhook) => normalised(webhook.url) === normalised(url));
  const others = there.filter((webhook) => webhook !== kept && addressOf(webhook.url) === addressOf(url));
  if (kept !== undefined) return { outcome: "kept", webhook: kept, others };
  const webhook = await client.registerWebhook(url, timeoutMs, options);
  return { outcome: "registered", webhook, others };
}

/** `HTTPS://Relay.Example` and `https://relay.example/` are one URL. */
function normalised(url: string): string {
  return URL.canParse(url) ? new URL(url).href : url;
}

/** The URL without its query. */
function addressOf(url: string): string {
  return normalised(url).replace(/[?#].*$/, "");
}

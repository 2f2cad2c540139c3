/** What a stand-in posts, before it is sent. */
export interface WebhookRequest {
  url: string;
  headers: Record<string, string>;
  body: string;
}

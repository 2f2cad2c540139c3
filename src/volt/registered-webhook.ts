/** A webhook that is registered at Volt. Fields that Volt adds pass through. */
export interface RegisteredWebhook {
  readonly id: string;
  readonly url: string;
  readonly createdAt?: string | null | undefined;
  readonly lastUpdatedAt?: string | null | undefined;
  readonly [name: string]: unknown;
}

import type { SignedRequest } from "../twilio/signature";
import { DELIVERY_SETTINGS } from "./delivery-tools";
import { publicUrls, URL_SETTINGS } from "./public-urls";
import type { Visit } from "./route";

export const WEBHOOK_SETTINGS = [...DELIVERY_SETTINGS, ...URL_SETTINGS] as const;
export type WebhookVisit = Visit<(typeof WEBHOOK_SETTINGS)[number]>;

/** A form webhook's time: Twilio waits 15 s, but a Function is ended after 10. */
export const WEBHOOK_BUDGET_MS = 8_000;

export function signedRequest(path: string, { settings, request }: WebhookVisit): SignedRequest {
  return {
    authToken: settings.AUTH_TOKEN,
    signature: request.header("x-twilio-signature"),
    urls: publicUrls(path, settings),
    parameters: request.parameters,
  };
}

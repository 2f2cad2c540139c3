import { publicUrls, type UrlSettings } from "./public-urls";

export const TWILIO_STATUS_PATH = "/twilio/status";

/**
 * Twilio tries five times, on any failure. By default it gives up after one connection failure:
 * https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
 */
const CALLBACK_OVERRIDES = "#rc=5&rp=all";

/** Where Twilio tells the relay what becomes of a message. */
export function statusCallbackUrl(settings: UrlSettings): string {
  return publicUrls(TWILIO_STATUS_PATH, settings)[0] + CALLBACK_OVERRIDES;
}

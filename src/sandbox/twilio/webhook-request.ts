import { getExpectedBodyHash, getExpectedTwilioSignature } from "twilio/lib/webhooks/webhooks";
import type { WebhookRequest } from "../stand-in/webhook-request";

/** A form webhook, signed over the URL without its fragment and the sorted parameters. */
export function formWebhook(
  authToken: string,
  configuredUrl: string,
  parameters: Record<string, string>,
): WebhookRequest {
  const [url = ""] = configuredUrl.split("#", 1);
  return {
    url,
    headers: {
      "content-type": "application/x-www-form-urlencoded; charset=UTF-8",
      "x-twilio-signature": getExpectedTwilioSignature(authToken, url, parameters),
      ...usualHeaders,
    },
    body: new URLSearchParams(parameters).toString(),
  };
}

/** An Event Streams delivery, signed over the URL alone, which carries the body's hash. */
export function eventsWebhook(
  authToken: string,
  destination: string,
  body: string,
  contentHash = getExpectedBodyHash(body),
): WebhookRequest {
  const [sink = ""] = destination.split("#", 1); // Connection overrides are not for Event Streams.
  const url = `${sink}${sink.includes("?") ? "&" : "?"}bodySHA256=${contentHash}`;
  return {
    url,
    headers: {
      "content-type": "application/json",
      "x-twilio-signature": getExpectedTwilioSignature(authToken, url, {}),
      ...usualHeaders,
    },
    body,
  };
}

const usualHeaders = { accept: "*/*", "user-agent": "TwilioProxy/1.1", "x-home-region": "us1" };

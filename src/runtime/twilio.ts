import { twilioClient, type TwilioClient } from "../twilio/client";
import type { Http } from "../relay/http";
import type { Settings } from "./settings";

export const TWILIO_SETTINGS = ["ACCOUNT_SID", "AUTH_TOKEN"] as const;
type TwilioSettings = Pick<Settings, (typeof TWILIO_SETTINGS)[number]>;

/** Twilio's REST API for this account. The SDK is loaded at the first request, not before. */
export function twilioFor({ ACCOUNT_SID, AUTH_TOKEN }: TwilioSettings, http: Http): TwilioClient {
  const account = { accountSid: ACCOUNT_SID, authToken: AUTH_TOKEN };
  return twilioClient(account, http, async () => (await import("twilio")).default);
}

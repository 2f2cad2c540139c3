import type { Http } from "../relay/http";
import { twilioClient, type TwilioClient } from "../twilio/client";
import { twilioRest, type Rest } from "../twilio/rest";
import { rereadFrom, truthFrom } from "../twilio/reread";
import type { Instance } from "./instance";
import type { Context } from "./platform";
import type { Reader } from "./readers";
import { readSettings, type Settings } from "./settings";

export const TWILIO_SETTINGS = ["ACCOUNT_SID", "AUTH_TOKEN"] as const;
export type TwilioSettings = Pick<Settings, (typeof TWILIO_SETTINGS)[number]>;

/** Twilio's REST API for this account. The SDK is loaded at the first request, not before. */
export function restFor({ ACCOUNT_SID, AUTH_TOKEN }: TwilioSettings, http: Http): Rest {
  const account = { accountSid: ACCOUNT_SID, authToken: AUTH_TOKEN };
  return twilioRest(account, http, async () => (await import("twilio")).default);
}

export function twilioFor(settings: TwilioSettings, http: Http): TwilioClient {
  return twilioClient(settings.ACCOUNT_SID, restFor(settings, http));
}

export function twilioReader(context: Context, { http }: Instance): Reader {
  const client = twilioFor(readSettings(context, TWILIO_SETTINGS), http);
  return { reread: rereadFrom(client), truth: truthFrom(client) };
}

import type { Http } from "../relay/http";
import { telerivetClient, type TelerivetClient } from "../telerivet/client";
import type { TelerivetOptions } from "../telerivet/insights-update";
import type { OwnStatus } from "../telerivet/reply-json";
import { rereadFrom, truthFrom } from "../telerivet/reread";
import type { Instance } from "./instance";
import type { Context } from "./platform";
import { publicUrls, type UrlSettings } from "./public-urls";
import type { Reader } from "./readers";
import { readSettings, type Settings } from "./settings";

export const TELERIVET_SETTINGS = ["TELERIVET_API_KEY", "TELERIVET_PROJECT_ID", "TELERIVET_API_URL"] as const;
export const TELERIVET_MAPPING_SETTINGS = [
  "TELERIVET_INSIGHTS_PROVIDER",
  "INSIGHTS_INCLUDE_SIMULATED",
] as const;

export function telerivetFor(
  settings: Pick<Settings, (typeof TELERIVET_SETTINGS)[number]>,
  http: Http,
): TelerivetClient {
  const { TELERIVET_API_KEY: apiKey, TELERIVET_PROJECT_ID: projectId, TELERIVET_API_URL: url } = settings;
  return telerivetClient({ apiKey, projectId, url }, http);
}

/** How Telerivet's messages are put for Insights. */
export function telerivetOptions(
  settings: Pick<Settings, (typeof TELERIVET_MAPPING_SETTINGS)[number]>,
): TelerivetOptions {
  return {
    provider: settings.TELERIVET_INSIGHTS_PROVIDER,
    includeSimulated: settings.INSIGHTS_INCLUDE_SIMULATED,
  };
}

export const TELERIVET_WEBHOOK_PATH = "/telerivet/webhook";

/** Where Telerivet tells the relay what becomes of a message, and how it proves that it is Telerivet. */
export function ownStatus(settings: UrlSettings & Pick<Settings, "TELERIVET_WEBHOOK_SECRET">): OwnStatus {
  const [statusUrl] = publicUrls(TELERIVET_WEBHOOK_PATH, settings);
  return { statusUrl, statusSecret: settings.TELERIVET_WEBHOOK_SECRET };
}

export function telerivetReader(context: Context, { http }: Instance): Reader {
  const settings = readSettings(context, [...TELERIVET_SETTINGS, ...TELERIVET_MAPPING_SETTINGS]);
  const client = telerivetFor(settings, http);
  const options = telerivetOptions(settings);
  return { reread: rereadFrom(client, options), truth: truthFrom(client, options) };
}

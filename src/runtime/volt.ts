import type { Http } from "../relay/http";
import { voltClient, type VoltClient } from "../volt/client";
import { voltKeySource, type KeySource } from "../volt/key-source";
import { rereadFrom, truthFrom } from "../volt/reread";
import type { Instance } from "./instance";
import type { Context } from "./platform";
import type { Reader } from "./readers";
import { readSettings, type Settings } from "./settings";

export const VOLT_SETTINGS = ["VOLT_API_TOKEN", "VOLT_GRAPHQL_URL"] as const;
type VoltSettings = Pick<Settings, (typeof VOLT_SETTINGS)[number]>;

export function voltFor({ VOLT_API_TOKEN, VOLT_GRAPHQL_URL }: VoltSettings, http: Http): VoltClient {
  return voltClient({ url: VOLT_GRAPHQL_URL, token: VOLT_API_TOKEN }, http);
}

export function voltReader(context: Context, { http }: Instance): Reader {
  const client = voltFor(readSettings(context, VOLT_SETTINGS), http);
  return { reread: rereadFrom(client), truth: truthFrom(client) };
}

export const VOLT_KEY_SETTINGS = ["VOLT_WEBHOOK_PUBLIC_KEY", "VOLT_WEBHOOK_PUBLIC_KEY_URL"] as const;
type VoltKeySettings = Pick<Settings, (typeof VOLT_KEY_SETTINGS)[number]>;

/** The source of this instance, which keeps the key; another one where the settings have changed. */
export function voltKeysFor(
  { VOLT_WEBHOOK_PUBLIC_KEY: fixedKey, VOLT_WEBHOOK_PUBLIC_KEY_URL: url }: VoltKeySettings,
  { voltKeys, http, now }: Instance,
): KeySource {
  return voltKeys(fixedKey ?? url, () => voltKeySource({ fixedKey, url, http, now }));
}

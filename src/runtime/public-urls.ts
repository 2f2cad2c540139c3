import type { Settings } from "./settings";

export const URL_SETTINGS = ["DOMAIN_NAME", "RELAY_BASE_URL"] as const;
export type UrlSettings = Pick<Settings, (typeof URL_SETTINGS)[number]>;

/**
 * The URLs under which the outside may call a function, the preferred one first. Behind a custom domain the deployed
 * domain goes on answering, and whoever still calls it is no less proven.
 */
export function publicUrls(
  path: string,
  { DOMAIN_NAME, RELAY_BASE_URL }: UrlSettings,
): readonly [string, ...string[]] {
  const deployed = `https://${DOMAIN_NAME}${path}`;
  return RELAY_BASE_URL === undefined ? [deployed] : [`${RELAY_BASE_URL}${path}`, deployed];
}

/** How Twilio calls a webhook: https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides */
export interface ConnectionOverrides {
  connectTimeoutMs: number;
  readTimeoutMs: number;
  /** For all attempts together. */
  totalTimeoutMs: number;
  retries: number;
  retryOn: ReadonlySet<RetryPolicy>;
}

export const retryPolicies = ["4xx", "5xx", "ct", "rt"] as const;
export type RetryPolicy = (typeof retryPolicies)[number];

/** Splits `https://host/path#rc=5&rp=all` into the URL that is called and signed, and what its fragment asks for. */
export function parseWebhookUrl(configured: string): { url: string; overrides: ConnectionOverrides } {
  const [url = "", fragment = ""] = configured.split("#", 2);
  const given = new URLSearchParams(fragment);
  for (const key of given.keys()) {
    if (!knownKeys.has(key)) throw new RangeError(`Unknown connection override: ${key}`);
  }
  return {
    url,
    overrides: {
      connectTimeoutMs: numberBetween(given, "ct", 100, 10_000, 5_000),
      readTimeoutMs: numberBetween(given, "rt", 100, 15_000, 15_000),
      totalTimeoutMs: numberBetween(given, "tt", 100, 15_000, 15_000),
      retries: numberBetween(given, "rc", 0, 5, 1),
      retryOn: parsePolicies(given.get("rp") ?? "ct"),
    },
  };
}

const knownKeys = new Set(["ct", "rt", "tt", "rc", "rp", "sni", "e"]);

function numberBetween(
  given: URLSearchParams,
  key: string,
  least: number,
  most: number,
  otherwise: number,
): number {
  const text = given.get(key);
  if (text === null) return otherwise;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most) {
    throw new RangeError(`Connection override ${key}=${text} is not between ${least} and ${most}`);
  }
  return value;
}

function parsePolicies(text: string): ReadonlySet<RetryPolicy> {
  const policies = text.split(",");
  if (policies.includes("all")) return new Set(retryPolicies);
  const isPolicy = (policy: string): policy is RetryPolicy => retryPolicies.some((known) => known === policy);
  const unknown = policies.find((policy) => !isPolicy(policy));
  if (unknown !== undefined) throw new RangeError(`Unknown retry policy: ${unknown}`);
  return new Set(policies.filter(isPolicy));
}

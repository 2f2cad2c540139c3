export const account = { accountSid: `AC${"a".repeat(32)}`, authToken: "b".repeat(32) };

/**
 * Every setting that a project can have, with values as long as real ones are. An RSA key of 2048 bits in base64 DER has
 * 392 characters; RELAY_BASE_URL stands for a line that is left empty.
 */
export const settings: Readonly<Record<string, string>> = {
  ACCOUNT_SID: account.accountSid,
  AUTH_TOKEN: account.authToken,
  RELAY_API_KEY: "r".repeat(64),
  RELAY_BASE_URL: "",
  VOLT_API_TOKEN: "v".repeat(64),
  VOLT_INSIGHTS_URL: "https://v1.insights.api.textvolt.com",
  VOLT_GRAPHQL_URL: "https://api.respondflow.com/graphql",
  VOLT_WEBHOOK_PUBLIC_KEY: "k".repeat(392),
  VOLT_WEBHOOK_PUBLIC_KEY_URL: "https://callbacks.respondflow.com/id_rsa.pub",
  VOLT_WEBHOOK_DIGEST: "sha256",
  VOLT_WEBHOOK_REQUIRE_SIGNATURE: "true",
  VOLT_WEBHOOK_TOKEN: "w".repeat(64),
  TELERIVET_API_KEY: "t".repeat(40),
  TELERIVET_PROJECT_ID: `PJ${"p".repeat(16)}`,
  TELERIVET_WEBHOOK_SECRET: "s".repeat(32),
  TELERIVET_API_URL: "https://api.telerivet.com/v1",
  TELERIVET_INSIGHTS_PROVIDER: "telerivet",
  INSIGHTS_INCLUDE_BODY: "true",
  INSIGHTS_INCLUDE_SIMULATED: "false",
  INSIGHTS_INCLUDE_VOLT: "false",
};

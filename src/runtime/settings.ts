import * as z from "zod/mini";
import { ConfigurationError } from "../relay/errors";
import { DEFAULT_INSIGHTS_URL } from "../relay/insights";
import type { JsonObject } from "../relay/json";
import { problemsOf } from "../relay/parse";
import type { Context } from "./platform";

const secret = z.string();
const baseUrl = z.pipe(
  z.url({ protocol: /^https?$/, error: "Expected a URL: https://…" }),
  z.transform((url) => url.replace(/\/+$/, "")),
);

function flag(byDefault: boolean) {
  return z._default(z.stringbool({ error: "Expected true or false" }), byDefault);
}

/**
 * Every setting of the relay, each made only where it is needed, for that costs every cold start.
 * ACCOUNT_SID, AUTH_TOKEN and DOMAIN_NAME are Twilio's own; .env.example explains the others.
 */
const definitions = {
  ACCOUNT_SID: () => z.string().check(z.regex(/^AC[0-9a-f]{32}$/i, "Expected an Account SID: AC…")),
  AUTH_TOKEN: () => secret,
  DOMAIN_NAME: () => z.string(),
  RELAY_API_KEY: () => secret,
  RELAY_BASE_URL: () => z.optional(baseUrl),
  VOLT_API_TOKEN: () => secret,
  VOLT_INSIGHTS_URL: () => z._default(baseUrl, DEFAULT_INSIGHTS_URL),
  INSIGHTS_INCLUDE_BODY: () => flag(true),
  INSIGHTS_INCLUDE_VOLT: () => flag(false),
  INSIGHTS_INCLUDE_SIMULATED: () => flag(false),
  TELERIVET_API_KEY: () => secret,
  TELERIVET_PROJECT_ID: () => z.string(),
  TELERIVET_WEBHOOK_SECRET: () => secret,
  TELERIVET_API_URL: () => z._default(baseUrl, "https://api.telerivet.com/v1"),
  TELERIVET_INSIGHTS_PROVIDER: () => z._default(z.string(), "telerivet"),
  VOLT_GRAPHQL_URL: () => z._default(baseUrl, "https://api.respondflow.com/graphql"),
  VOLT_WEBHOOK_TOKEN: () => z.optional(secret.check(z.minLength(16, "Expected at least 16 characters"))),
  VOLT_WEBHOOK_PUBLIC_KEY: () => z.optional(z.string()),
  VOLT_WEBHOOK_PUBLIC_KEY_URL: () => z._default(baseUrl, "https://callbacks.respondflow.com/id_rsa.pub"),
  VOLT_WEBHOOK_DIGEST: () => z.optional(z.enum(["sha256", "sha512", "sha1"])),
  VOLT_WEBHOOK_REQUIRE_SIGNATURE: () => flag(false),
};

export type SettingName = keyof typeof definitions;
export type Settings = { readonly [Name in SettingName]: z.output<ReturnType<(typeof definitions)[Name]>> };

export const SETTING_NAMES = Object.keys(definitions) as readonly SettingName[];

/**
 * The named settings, checked. A value of nothing but white space counts as missing.
 *
 * Read anew for every request, which costs some microseconds: a variable of a deployed service can change without a
 * deployment (https://www.twilio.com/docs/serverless/functions-assets/functions/variables).
 *
 * @throws ConfigurationError naming every setting that is missing or unusable, never its value
 */
export function readSettings<Name extends SettingName>(
  context: Context,
  names: readonly Name[],
): Pick<Settings, Name> {
  const result = z.safeParse(
    schemaOf(names),
    Object.fromEntries(names.map((name) => [name, valueOf(context, name)])),
  );
  if (result.success) return result.data as Pick<Settings, Name>;
  const problems = problemsOf(result.error);
  throw new ConfigurationError(
    `These settings are missing or unusable: ${problems.map(({ path }) => path).join(", ")}. Set them in .env and deploy again, or with "twilio-run env set".`,
    { details: { problems } },
  );
}

const schemas = new WeakMap<readonly SettingName[], z.ZodMiniObject>();

/** A route asks for the same settings with every request. */
function schemaOf(names: readonly SettingName[]): z.ZodMiniObject {
  const known = schemas.get(names);
  if (known !== undefined) return known;
  const schema = z.object(Object.fromEntries(names.map((name) => [name, definitions[name]()])));
  schemas.set(names, schema);
  return schema;
}

/** For each setting whether it has a value: its own ("set"), the relay's ("default"), or none that it needs ("missing"). */
export function namedSettings(context: Context): JsonObject {
  return Object.fromEntries(SETTING_NAMES.map((name) => [name, stateOf(context, name)]));
}

export function isSet(context: Context, name: SettingName): boolean {
  return valueOf(context, name) !== undefined;
}

function stateOf(context: Context, name: SettingName): "set" | "default" | "missing" {
  if (isSet(context, name)) return "set";
  return z.safeParse(definitions[name](), undefined).success ? "default" : "missing";
}

function valueOf(context: Context, name: SettingName): string | undefined {
  const value = context[name];
  const text = typeof value === "string" ? value.trim() : "";
  return text === "" ? undefined : text;
}

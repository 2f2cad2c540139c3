import { invalid } from "./refusal";

/** npm modules of a service: https://www.twilio.com/docs/serverless/functions-assets/functions/dependencies */
const mostDependencies = 100;

/** Published on npm, but not on the platform: https://github.com/twilio-labs/serverless-toolkit/issues/564 */
const missingRuntimeHandlers = ["2.1.0"];

/**
 * The toolkit puts quotation marks around the JSON, and the API takes it with or without them.
 * https://github.com/twilio-labs/serverless-toolkit/blob/main/packages/serverless-api/src/api/builds.ts
 */
export function readDependencies(sent = "[]"): Record<string, string> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(sent.replace(/^"(.*)"$/s, "$1"));
  } catch {
    throw invalid(`Dependencies is not JSON: ${sent}`);
  }
  if (!Array.isArray(parsed) || !parsed.every(isDependency))
    throw invalid(`Dependencies is no list of {"name", "version"}: ${sent}`);
  return Object.fromEntries(parsed.map(({ name, version }) => [name, version]));
}

function isDependency(value: unknown): value is { name: string; version: string } {
  const { name, version } = value as { name?: unknown; version?: unknown };
  return typeof name === "string" && typeof version === "string";
}

export function dependenciesFault(dependencies: Readonly<Record<string, string>>): string | undefined {
  const count = Object.keys(dependencies).length;
  if (count > mostDependencies) return `${count} npm modules are more than ${mostDependencies}.`;
  const handler = dependencies["@twilio/runtime-handler"];
  // The platform takes this one package in exact versions only, and knows not all that npm knows.
  if (handler === undefined || (/^\d+\.\d+\.\d+$/.test(handler) && !missingRuntimeHandlers.includes(handler)))
    return undefined;
  return (
    `No matching version found for @twilio/runtime-handler@${handler}. You can find the valid versions at ` +
    "https://www.twilio.com/docs/serverless/functions-assets/handler"
  );
}

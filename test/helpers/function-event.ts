import querystring from "node:querystring";

export interface FunctionRequest {
  readonly query?: string;
  /** The text of a form body. */
  readonly form?: string;
  /** A parsed JSON body: an object's keys are spread into the event, an array's indices too. */
  readonly json?: object;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
}

/**
 * The event that Twilio's runtime makes of a request: query and body merged, the body winning, arrays spread.
 * https://github.com/twilio-labs/serverless-toolkit/blob/main/packages/runtime-handler/src/dev-runtime/route.ts
 */
export function functionEvent({
  query = "",
  form,
  json,
  headers = {},
}: FunctionRequest): Record<string, unknown> {
  return {
    request: { headers, cookies: {} },
    ...parseForm(query),
    ...parseForm(form),
    ...json,
  };
}

/** Lists are copied: Jest's modules have an Array of their own, of which Node's lists are no instance. */
function parseForm(text = ""): Record<string, unknown> {
  const entries = Object.entries(querystring.parse(text));
  return Object.fromEntries(
    entries.map(([name, value]) => [name, Array.isArray(value) ? [...value] : value]),
  );
}

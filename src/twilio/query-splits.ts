export interface Split {
  /** The query string, without its question mark, in one of the ways to write it. */
  readonly query: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Every key of the query costs a few signatures per refused request, so their number has to end somewhere. */
const MOST_QUERY_KEYS = 8;

/**
 * The ways in which a Function's merged parameters may have been a query and a body. Functions hand over
 * `{ ...query, ...body }`, so the query's keys come first, in their order; how many they are is not known. Keys that look
 * like integers stand before all others whatever they belong to, so they are tried on either side.
 * https://www.twilio.com/docs/serverless/functions-assets/functions/invocation
 */
export function* querySplits(parameters: Readonly<Record<string, unknown>>): Generator<Split> {
  const all = Object.entries(parameters);
  const named = all.filter(([name]) => !isIntegerLike(name));
  const orders =
    named.length === all.length ? [all] : [[...named, ...all.filter(([name]) => isIntegerLike(name))], all];
  for (const entries of orders) {
    const firstThatIsNone = entries.findIndex(([, value]) => !isFormValue(value));
    const most = Math.min(firstThatIsNone === -1 ? entries.length : firstThatIsNone, MOST_QUERY_KEYS);
    for (let keys = 0; keys <= most; keys++) {
      const body = Object.fromEntries(entries.slice(keys));
      for (const query of writings(entries.slice(0, keys))) yield { query, body };
    }
  }
}

/** What a query or a form can hold under one name: a text, or several where the name is repeated. */
export function isFormValue(value: unknown): value is string | string[] {
  return [value].flat().every((one) => typeof one === "string");
}

function isIntegerLike(name: string): boolean {
  return /^(0|[1-9]\d*)$/.test(name);
}

/** The bytes of the query are lost too: a form's way to write it, a URI component's, and the characters left as they are. */
function writings(entries: readonly (readonly [name: string, value: unknown])[]): Set<string> {
  const pairs = entries.flatMap(([name, value]) =>
    [value].flat().map((one) => [name.toWellFormed(), String(one).toWellFormed()]),
  );
  const written = (encode: (text: string) => string) =>
    pairs.map((pair) => pair.map(encode).join("=")).join("&");
  return new Set([
    written((text) => new URLSearchParams({ "": text }).toString().slice(1)),
    written(encodeURIComponent),
    written((text) => encodeURI(text).replace(/[&=+#]/g, encodeURIComponent)),
  ]);
}

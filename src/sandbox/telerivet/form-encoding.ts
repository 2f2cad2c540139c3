/**
 * A webhook's body, `application/x-www-form-urlencoded` with PHP's brackets: `contact[vars][foo]=1&label_ids[0]=…`.
 * Booleans are 1 and 0; null, undefined and empty arrays and objects leave nothing behind.
 */
export function encodeForm(parameters: object): string {
  const pairs = Object.entries(parameters).flatMap(([name, value]) => flatten(name, value));
  return new URLSearchParams(pairs).toString();
}

function flatten(name: string, value: unknown): [string, string][] {
  switch (typeof value) {
    case "string":
      return [[name, value]];
    case "number":
      return [[name, String(value)]];
    case "boolean":
      return [[name, value ? "1" : "0"]];
    case "object":
      return Object.entries(value ?? {}).flatMap(([key, one]) => flatten(`${name}[${key}]`, one));
    default:
      return [];
  }
}

import * as z from "zod/mini";
import { isJsonObject } from "../relay/json";

// Telerivet says the same in two ways: its webhooks in texts ("1", "0", digits, absent), its REST API in JSON (true, false,
// numbers, null). Each of these takes both, and takes what is neither for absent: https://telerivet.com/api/webhook

type Reader<Output> = (value: unknown) => Output | undefined;

function field<Output>(read: Reader<Output>) {
  return z.optional(z.pipe(z.unknown(), z.transform(read)));
}

export const text = field((value) => (typeof value === "string" && value !== "" ? value : undefined));

/** A code of the network's own, which may be a number: as text. */
export const code = field((value) =>
  typeof value === "number" ? String(value) : typeof value === "string" && value !== "" ? value : undefined,
);

export const number = field(numberOf);

export const flag = field((value) => {
  if (value === true || value === "1" || value === 1 || value === "true") return true;
  if (value === false || value === "0" || value === 0 || value === "false") return false;
  return undefined;
});

const LAST_SECOND_OF_9999 = 253_402_300_799;

/** Unix seconds, as ISO 8601 in UTC: `1700000000` becomes `2023-11-14T22:13:20Z`. */
export const time = field((value) => {
  const seconds = numberOf(value);
  if (seconds === undefined || !Number.isInteger(seconds)) return undefined;
  if (seconds < 0 || seconds > LAST_SECOND_OF_9999) return undefined;
  return new Date(seconds * 1_000).toISOString().replace(".000Z", "Z");
});

/** Custom variables, under whatever names. A form does not tell texts, numbers and booleans apart; they stay as they came. */
export const variables = field((value) => (isJsonObject(value) ? value : undefined));

export const texts = field((value) => listOf(value)?.filter((one) => typeof one === "string"));

/** A list of objects; what is none is left out. */
export function objects<Schema extends z.ZodMiniObject>(schema: Schema) {
  return field((value) =>
    listOf(value)
      ?.filter(isJsonObject)
      .map((one) => z.parse(schema, one)),
  );
}

export function object<Schema extends z.ZodMiniObject>(schema: () => Schema) {
  let made: Schema | undefined;
  return field((value) => (isJsonObject(value) ? z.parse((made ??= schema()), value) : undefined));
}

function numberOf(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  return typeof value === "string" && /^-?\d{1,15}(\.\d{1,15})?$/.test(value) ? Number(value) : undefined;
}

/** In a form, a list is an object with numeric names, which JavaScript keeps in their order. */
function listOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value as unknown[];
  if (isJsonObject(value)) return Object.values<unknown>(value).flat();
  return typeof value === "string" ? [value] : undefined;
}

import type { TelerivetError } from "./answer";
import { invalidParam } from "./answer";
import type { Parameters } from "./body";
import { isObject } from "./body";

/** What is wrong with a value, as the end of a sentence; undefined if nothing is. */
export type Rule = (value: unknown) => string | undefined;

export const text: Rule = (value) => (typeof value === "string" ? undefined : "must be a string");
export const filledText: Rule = (value) =>
  typeof value === "string" && value !== "" ? undefined : "must be a string that is not empty";
/** As JSON's own, or as the 1 and 0 by which Telerivet's documents give defaults. */
export const bool: Rule = (value) =>
  typeof value === "boolean" || value === 1 || value === 0 ? undefined : "must be true or false";
export const integer: Rule = (value) => (Number.isInteger(value) ? undefined : "must be an integer");
export const object: Rule = (value) => (isObject(value) ? undefined : "must be an object");

export const oneOf =
  (...allowed: (string | number)[]): Rule =>
  (value) =>
    allowed.some((one) => one === value) ? undefined : `must be one of ${allowed.join(", ")}`;

export const listOf =
  (rule: Rule, most = Infinity): Rule =>
  (value) => {
    if (!Array.isArray(value)) return "must be an array";
    if (value.length > most) return `must not have more than ${most} elements`;
    const problem = value.map(rule).find((one) => one !== undefined);
    return problem === undefined ? undefined : `has an element that ${problem}`;
  };

export const orNull =
  (rule: Rule): Rule =>
  (value) =>
    value === null ? undefined : rule(value);

export function idOf(what: string, exists: (id: string) => boolean): Rule {
  return (value) => (typeof value === "string" && exists(value) ? undefined : `must be the id of ${what}`);
}

/** Up to 100 of `[A-Za-z0-9_]{1,32}`, each a string of 4096 bytes, a number or a boolean; null deletes. */
export const vars: Rule = (value) => {
  if (!isObject(value)) return "must be an object";
  const entries = Object.entries(value);
  if (entries.length > 100) return "must not have more than 100 variables";
  for (const [name, one] of entries) {
    if (!/^\w{1,32}$/.test(name)) return `has a variable with the name ${JSON.stringify(name)}`;
    const fits = typeof one === "string" ? Buffer.byteLength(one) <= 4096 : isScalar(one);
    if (!fits) return `has a variable ${name} that is no string of 4096 bytes, number, boolean or null`;
  }
  return undefined;
};

const isScalar = (value: unknown) => value === null || ["number", "boolean"].includes(typeof value);

/** The first parameter that is not known, or not with this value. Whether Telerivet refuses unknown ones is unconfirmed. */
export function refuseParameters(given: Parameters, rules: Record<string, Rule>): TelerivetError | undefined {
  for (const [name, value] of Object.entries(given)) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (!rule) return invalidParam(name, `Unknown parameter: ${name}`);
    const problem = rule(value);
    if (problem !== undefined) return invalidParam(name, `${name} ${problem}`);
  }
  return undefined;
}

export function refuseMissing(given: Parameters, required: readonly string[]): TelerivetError | undefined {
  const missing = required.find((name) => given[name] === undefined);
  return missing === undefined ? undefined : invalidParam(missing, `${missing} is required`);
}

export const textOf = (value: unknown) => (typeof value === "string" ? value : undefined);
export const textsOf = (value: unknown) =>
  Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
export const isTrue = (value: unknown) => value === true || value === 1;

export type Vars = Record<string, string | number | boolean>;

/** Null deletes a variable; those that are not named stay. */
export function mergeVars(present: Vars, given: unknown): Vars {
  const merged = new Map(Object.entries(present));
  for (const [name, value] of Object.entries(isObject(given) ? given : {})) {
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
      merged.set(name, value);
    else merged.delete(name);
  }
  return Object.fromEntries(merged);
}

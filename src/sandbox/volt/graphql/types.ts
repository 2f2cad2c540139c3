import { GraphqlError } from "./graphql-error";
import { own } from "./schema";

/** Types are written as the language writes them: `[String!]!` */
export const isRequired = (type: string) => type.endsWith("!");
export const isList = (type: string) => bare(type).startsWith("[");
export const itemType = (type: string) => bare(type).slice(1, -1);
/** `Message` of `[Message!]!` */
export const namedType = (type: string) => type.replace(/[[\]!]/g, "");

const bare = (type: string) => type.replace(/!$/, "");

interface Scalar {
  read: (value: unknown) => unknown;
  /** What a value is that cannot be read. */
  other: string;
}

const scalars: Record<string, Scalar> = {
  String: { read: (value) => (typeof value === "string" ? value : undefined), other: "non string" },
  ID: {
    read: (value) => (typeof value === "string" || Number.isInteger(value) ? String(value) : undefined),
    other: "non-string and non-integer",
  },
};

export const isInputType = (type: string) => own(scalars, namedType(type)) !== undefined;

/** Whether a variable may stand there: https://spec.graphql.org/October2021/#sec-All-Variable-Usages-are-Allowed */
export function fits(variable: string, position: string): boolean {
  if (isRequired(position)) return isRequired(variable) && fits(bare(variable), bare(position));
  if (isRequired(variable)) return fits(bare(variable), position);
  if (isList(variable) && isList(position)) return fits(itemType(variable), itemType(position));
  return variable === position;
}

/**
 * https://spec.graphql.org/October2021/#sec-Scalars.Input-Coercion
 *
 * @throws GraphqlError
 */
export function coerce(value: unknown, type: string): unknown {
  if (value === null || value === undefined) {
    if (isRequired(type)) throw new GraphqlError(`Expected non-nullable type "${type}" not to be null.`);
    return null;
  }
  if (isList(type)) {
    // One value where a list belongs is a list of one.
    return (Array.isArray(value) ? value : [value]).map((item: unknown) => coerce(item, itemType(type)));
  }
  const name = namedType(type);
  const scalar = own(scalars, name);
  if (!scalar) throw new Error(`The stand-in has no scalar ${name}`);
  const read = scalar.read(value);
  if (read === undefined) {
    throw new GraphqlError(`${name} cannot represent a ${scalar.other} value: ${JSON.stringify(value)}`);
  }
  return read;
}

import type { Field } from "./document";
import { parseDocument } from "./document";
import { GraphqlError } from "./graphql-error";
import type { Schema } from "./schema";
import { own } from "./schema";
import { coerce, namedType } from "./types";
import { validate } from "./validate";
import { coerceVariables } from "./variables";

export interface GraphqlRequest {
  query: string;
  variables: Readonly<Record<string, unknown>>;
  operationName: string | undefined;
}

export interface GraphqlResult {
  errors?: { message: string; path: string[] }[];
  data: Record<string, unknown>;
}

/** Its arguments have the schema's types; those that were not given are left out. */
export type Resolver = (given: Readonly<Record<string, unknown>>) => unknown;

/** What a resolver throws to refuse: its message becomes an error of the answer, and its field null. */
export class Refusal extends Error {
  override readonly name = "Refusal";
}

/**
 * Executes a valid request and gives back exactly what it selects.
 *
 * @throws GraphqlError where the request is not valid; then nothing was executed
 */
export async function execute(
  { query, variables, operationName }: GraphqlRequest,
  schema: Schema,
  resolvers: Readonly<Record<string, Resolver>>,
): Promise<GraphqlResult> {
  const operation = parseDocument(query);
  if (operationName !== undefined && operationName !== operation.name) {
    throw new GraphqlError(`Unknown operation named "${operationName}".`);
  }
  const known = validate(operation, schema);
  const values = coerceVariables(operation, variables);
  const { name, arguments: given, fields = [] } = operation.field;
  const resolver = own(resolvers, name);
  if (!resolver) throw new Error(`The stand-in's schema has ${name}, and nothing resolves it`);

  const coerced = new Map<string, unknown>();
  for (const { name: argument, value } of given) {
    const raw = value.kind === "literal" ? value.value : values.get(value.name);
    if (raw !== undefined) coerced.set(argument, coerce(raw, own(known.arguments, argument) ?? ""));
  }
  try {
    const result = await resolver(Object.fromEntries(coerced));
    return { data: { [name]: select(result, fields, namedType(known.type)) } };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { errors: [{ message: error.message, path: [name] }], data: { [name]: null } };
  }
}

function select(result: unknown, fields: Field[], type: string): unknown {
  if (Array.isArray(result)) return result.map((item) => select(item, fields, type));
  if (typeof result !== "object" || result === null) return null;
  const members = new Map(Object.entries({ ...result, __typename: type }));
  return Object.fromEntries(fields.map(({ name }) => [name, members.get(name) ?? null]));
}

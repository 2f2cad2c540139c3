import type { Operation } from "./document";
import { GraphqlError } from "./graphql-error";
import { coerce, isRequired } from "./types";
import { undefinedVariable } from "./validate";

/**
 * Gives the values of the operation's variables; those that were not given are left out.
 *
 * @throws GraphqlError
 */
export function coerceVariables(
  { name: operationName, variables }: Operation,
  given: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, unknown> {
  // GraphQL lets a variable pass that no operation knows; here a typo is to be seen.
  for (const name of Object.keys(given)) {
    if (!variables.some((variable) => variable.name === name)) throw undefinedVariable(name, operationName);
  }
  const values = new Map<string, unknown>();
  for (const { name, type } of variables) {
    if (!Object.hasOwn(given, name)) {
      if (isRequired(type)) {
        throw new GraphqlError(`Variable "$${name}" of required type "${type}" was not provided.`);
      }
      continue;
    }
    values.set(name, coerceVariable(name, given[name], type));
  }
  return values;
}

function coerceVariable(name: string, value: unknown, type: string): unknown {
  try {
    return coerce(value, type);
  } catch (error) {
    if (!(error instanceof GraphqlError)) throw error;
    throw new GraphqlError(
      `Variable "$${name}" got invalid value ${JSON.stringify(value)}; ${error.message}`,
    );
  }
}

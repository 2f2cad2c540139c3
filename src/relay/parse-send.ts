import * as z from "zod/mini";
import { InvalidInputError, type Problem } from "./errors";
import type { JsonObject } from "./json";
import { problemsOf } from "./parse";

/** What a schema alone does not say of the parameters of a send. */
export interface SendRules {
  /** Of each of these lists of names, a message needs at least one. */
  readonly oneOf: readonly (readonly string[])[];
  /** Names that the provider knows and the relay does not take, and why. */
  readonly refused?: Readonly<Record<string, string>>;
}

/** The parameters of a message that is to be sent. @throws InvalidInputError with every problem at once */
export function parseSend<Schema extends z.ZodMiniType>(
  schema: Schema,
  request: JsonObject,
  { oneOf, refused = {} }: SendRules,
): z.output<Schema> {
  const withReason = ({ path, message }: Problem): Problem => ({
    path,
    message: Object.hasOwn(refused, path) ? (refused[path] ?? message) : message,
  });
  const result = z.safeParse(schema, request);
  const problems = result.success ? [] : problemsOf(result.error).map(withReason);
  for (const names of oneOf) {
    if (names.every((name) => request[name] === undefined)) {
      problems.push({ path: names.join(" | "), message: "At least one of these is needed" });
    }
  }
  if (result.success && problems.length === 0) return result.data;
  throw new InvalidInputError("The message was not sent", problems);
}

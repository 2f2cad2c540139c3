import * as z from "zod/mini";
import { en } from "zod/locales";
import { InvalidInputError, type Problem } from "./errors";

// zod/mini comes without words. Its messages name what was expected and never quote the input.
z.config(en());

/**
 * The input in the schema's form.
 *
 * @param what names the input for the reader: "The status callback"
 * @throws InvalidInputError with every problem at once
 */
export function parse<Schema extends z.ZodMiniType>(
  schema: Schema,
  input: unknown,
  what: string,
): z.output<Schema> {
  const result = z.safeParse(schema, input);
  if (result.success) return result.data;
  throw new InvalidInputError(what, problemsOf(result.error));
}

export function problemsOf(error: z.core.$ZodError): Problem[] {
  return error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => ({ path: pathOf([...issue.path, key]), message: "Unknown name" }))
      : [{ path: pathOf(issue.path), message: issue.message }],
  );
}

function pathOf(path: readonly PropertyKey[]): string {
  return path.length === 0 ? "(whole)" : path.map(String).join(".");
}

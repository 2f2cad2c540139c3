import * as z from "zod/mini";

// The parameters of a send come as JSON or as a form. A form knows only texts, so everything else may also come as text.

export const text = z.string().check(z.minLength(1));

export const flag = z.pipe(
  z.transform((value) => (value === "true" ? true : value === "false" ? false : value)),
  z.boolean(),
);

export const whole = (least: number, most: number) =>
  z.pipe(
    z.transform((value) => (typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value)),
    z.int().check(z.minimum(least), z.maximum(most)),
  );

/** A list of texts; a form cannot tell a list of one from a text. */
export const texts = (...checks: z.core.$ZodCheck<string[]>[]) =>
  z.pipe(
    z.transform((value) => (typeof value === "string" ? [value] : value)),
    z.array(text).check(z.minLength(1), ...checks),
  );

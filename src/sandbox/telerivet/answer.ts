import type { Answer } from "../stand-in/stand-in";

/** Telerivet's envelope; the known codes are `invalid_param`, `not_found` and `not_cancellable`, others are possible. */
export interface TelerivetError {
  code: string;
  message: string;
  /** With `invalid_param` only. */
  param?: string;
}

export const telerivetJson = (body: unknown, status = 200): Answer => ({
  status,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

/** Telerivet's clients look for `error` and never at the HTTP status; which status goes with which code is unconfirmed. */
export const telerivetError = (
  error: TelerivetError,
  status = error.code === "not_found" ? 404 : 400,
): Answer => telerivetJson({ error }, status);

export const invalidParam = (param: string, message: string): TelerivetError => ({
  message,
  code: "invalid_param",
  param,
});

export const notFound = (what: string): TelerivetError => ({
  message: `${what} not found`,
  code: "not_found",
});

/** Answers what was found, or why it was not. */
export const telerivetAnswer = (result: object | TelerivetError): Answer =>
  "code" in result && "message" in result ? telerivetError(result) : telerivetJson(result);

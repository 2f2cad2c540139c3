import { gunzipSync } from "node:zlib";
import type { ReceivedRequest } from "../stand-in/stand-in";
import type { TelerivetError } from "./answer";

export type Parameters = Readonly<Record<string, unknown>>;

/** The JSON object of a POST. Telerivet's clients send none at all without parameters, and gzip it from 400 characters on. */
export function readBody({ headers, rawBody }: ReceivedRequest): { parameters: Parameters } | TelerivetError {
  if (rawBody.length === 0) return { parameters: {} };
  if (!/^application\/json\b/i.test(headers["content-type"] ?? ""))
    return badRequest("The body's Content-Type must be application/json");
  try {
    const text = headers["content-encoding"] === "gzip" ? gunzipSync(rawBody) : rawBody;
    const value: unknown = JSON.parse(text.toString("utf8"));
    return isObject(value) ? { parameters: value } : badRequest("The body must be a JSON object");
  } catch {
    return badRequest("The body is not JSON"); // Or not gzip, though it says so.
  }
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The code is unconfirmed. */
const badRequest = (message: string): TelerivetError => ({ message, code: "bad_request" });

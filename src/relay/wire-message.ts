import type { JsonObject } from "./json";

/** A Message as its provider wrote it: the parsed object, and the very text. */
export interface WireMessage {
  readonly resource: JsonObject;
  readonly text: string;
}

/**
 * How a JSON text is written: compact, or with Python's spaces (`{"a": 1, "b": 2}`); each as it is, or with everything beyond
 * ASCII escaped. The default of every common JSON library is one of the four.
 */
export const JSON_WRITINGS = ["compact", "compact_ascii", "spaced", "spaced_ascii"] as const;
export type JsonWriting = (typeof JSON_WRITINGS)[number];

/** The value as JSON, in the order of its keys. */
export function writeJson(value: unknown, writing: JsonWriting): string {
  return rewriteJson(JSON.stringify(value), writing);
}

/** The same JSON, which is written compact, in another way. */
export function rewriteJson(compact: string, writing: JsonWriting): string {
  switch (writing) {
    case "compact":
      return compact;
    case "compact_ascii":
      return toAscii(compact);
    case "spaced":
      return spaced(compact);
    case "spaced_ascii":
      return toAscii(spaced(compact));
  }
}

/**
 * The texts that a JSON body may have had before it was parsed: compact, as it is or with everything beyond ASCII
 * escaped. Twilio Functions keep no raw body, so a hash over it can only be checked against these; a body that was
 * written in another way (`0.0`, white space) cannot be reproduced, and that proves nothing against it.
 */
export function jsonForms(value: unknown): string[] {
  return [...new Set([writeJson(value, "compact"), writeJson(value, "compact_ascii")])];
}

function toAscii(json: string): string {
  return json.replace(/[\u007f-\uffff]/g, (char) => "\\u" + char.charCodeAt(0).toString(16).padStart(4, "0"));
}

/** A text, or a separator that is in none. */
const TEXT_OR_SEPARATOR = /"[^"\\]*(?:\\.[^"\\]*)*"|[,:]/g;

function spaced(json: string): string {
  return json.replace(TEXT_OR_SEPARATOR, (found) => (found.length === 1 ? `${found} ` : found));
}

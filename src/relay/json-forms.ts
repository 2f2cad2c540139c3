/**
 * How a JSON text is written: compact, or with Python's spaces (`{"a": 1, "b": 2}`); each as it is, or with everything beyond
 * ASCII escaped. The default of every common JSON library is one of the four.
 */
export const JSON_WRITINGS = ["compact", "compact_ascii", "spaced", "spaced_ascii"] as const;
export type JsonWriting = (typeof JSON_WRITINGS)[number];

/** The value as JSON, in the order of its keys. */
export function writeJson(value: unknown, writing: JsonWriting): string {
  switch (writing) {
    case "compact":
      return JSON.stringify(value);
    case "compact_ascii":
      return toAscii(JSON.stringify(value));
    case "spaced":
      return spaced(value);
    case "spaced_ascii":
      return toAscii(spaced(value));
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

/** JSON has line breaks between its tokens only: in texts they are escaped. */
function spaced(value: unknown): string {
  return JSON.stringify(value, null, 1).replace(/,\n */g, ", ").replace(/\n */g, "");
}

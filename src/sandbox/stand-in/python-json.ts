export interface PythonJsonOptions {
  /** `", "` and `": "`, as json.dumps puts them by default; otherwise `separators=(",", ":")`. */
  spaced?: boolean;
  /** Everything beyond ASCII escaped, as json.dumps does by default; otherwise `ensure_ascii=False`. */
  ascii?: boolean;
}

/**
 * JSON as Python's json.dumps writes it, and with it Twilio's REST API: `{"body": "caf\u00e9", "error_code": null}`.
 * A client that parses and writes it again gets other bytes.
 */
export function pythonJson(value: unknown, options: PythonJsonOptions = {}): string {
  const { spaced = true, ascii = true } = options;
  const [comma, colon] = spaced ? [", ", ": "] : [",", ":"];
  const write = (part: unknown) => pythonJson(part, options);
  if (Array.isArray(value)) return `[${value.map(write).join(comma)}]`;
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).map(([key, member]) => `${write(key)}${colon}${write(member)}`);
    return `{${members.join(comma)}}`;
  }
  const text = JSON.stringify(value);
  return ascii ? text.replace(/[^\x20-\x7e]/g, escaped) : text;
}

const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

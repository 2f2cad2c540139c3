/**
 * Writes variables so that the dotenv 6 of twilio-run reads the same values back: it takes the outermost quotes off,
 * trims, and knows one escape, `\n` in double quotes:
 * https://github.com/motdotla/dotenv/blob/v6.2.0/lib/main.js
 */
export function envFile(variables: Record<string, string>): string {
  return Object.entries(variables)
    .map(([name, value]) => `${name}=${quoted(name, value)}\n`)
    .join("");
}

function quoted(name: string, value: string): string {
  const isMultiline = value.includes("\n");
  if (value !== value.trim() || value.includes("\r") || (isMultiline && value.includes("\\n"))) {
    throw new RangeError(`The value of ${name} would not survive a .env file`);
  }
  return isMultiline ? `"${value.replaceAll("\n", "\\n")}"` : `'${value}'`;
}

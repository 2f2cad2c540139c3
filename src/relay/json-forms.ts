/**
 * The texts that a JSON body may have had before it was parsed: compact, as it is or with everything beyond ASCII
 * escaped. Twilio Functions keep no raw body, so a hash over it can only be checked against these; a body that was
 * written in another way (`0.0`, white space) cannot be reproduced, and that proves nothing against it.
 */
export function jsonForms(value: unknown): string[] {
  const compact = JSON.stringify(value);
  const escaped = compact.replace(
    /[\u007f-\uffff]/g,
    (char) => "\\u" + char.charCodeAt(0).toString(16).padStart(4, "0"),
  );
  return escaped === compact ? [compact] : [compact, escaped];
}

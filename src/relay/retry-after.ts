/**
 * The wait that a Retry-After header asks for, in milliseconds: whole seconds, or an HTTP date. Undefined where the
 * header is absent or says neither (https://www.rfc-editor.org/rfc/rfc9110#field.retry-after).
 */
export function retryAfterMs(header: string | undefined, nowMs: number): number | undefined {
  const text = header?.trim() ?? "";
  if (/^\d+$/.test(text)) return Number(text) * 1_000;
  // Date.parse alone would also take "1.5" and "-3" for dates.
  const at = /^[A-Za-z]{3,9},? /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs);
}

export interface DecodedSignature {
  readonly bytes: Buffer;
  readonly encoding: "base64" | "base64url" | "hex";
}

/**
 * The bytes of a signature that is written as base64, base64url or hex: which of them Volt uses is not documented. An RSA
 * signature is exactly as long as its key's modulus, so no text can be read in two ways, and nothing around it is taken.
 */
export function decodeSignature(text: string, modulusBytes: number): DecodedSignature | undefined {
  if (/^([0-9a-f]+|[0-9A-F]+)$/.test(text) && text.length === 2 * modulusBytes) {
    return { bytes: Buffer.from(text, "hex"), encoding: "hex" };
  }
  for (const encoding of ["base64", "base64url"] as const) {
    const bytes = Buffer.from(text, encoding);
    if (bytes.length !== modulusBytes) continue;
    // Node skips what it does not know; only what it would write itself is the encoding of these bytes.
    const written = bytes.toString(encoding);
    if (text === written || (encoding === "base64url" && text === padded(written)))
      return { bytes, encoding };
  }
  return undefined;
}

/** Python's base64url keeps the padding. */
function padded(base64: string): string {
  return base64.padEnd(Math.ceil(base64.length / 4) * 4, "=");
}

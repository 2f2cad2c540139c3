import { createPublicKey, type KeyObject } from "node:crypto";

/**
 * The key of an OpenSSH line, `ssh-rsa AAAA… comment`, which Node does not read; undefined where it is none.
 *
 * The text holds "ssh-rsa", the exponent and the modulus, each after its length: https://www.rfc-editor.org/rfc/rfc4253#section-6.6
 */
export function openSshKey(line: string): KeyObject | undefined {
  const text = /^ssh-rsa[ \t]+([A-Za-z0-9+/]+={0,2})(?:[ \t]|$)/.exec(line)?.[1];
  const [type, e, n, ...rest] = partsOf(Buffer.from(text ?? "", "base64"));
  if (e === undefined || n === undefined || type?.toString() !== "ssh-rsa" || rest.length > 0)
    return undefined;
  return createPublicKey({ key: { kty: "RSA", e: numberText(e), n: numberText(n) }, format: "jwk" });
}

function partsOf(blob: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  for (let at = 0; at < blob.length;) {
    const start = at + 4;
    const end = start > blob.length ? Infinity : start + blob.readUInt32BE(at);
    if (end > blob.length) return [];
    parts.push(blob.subarray(start, end));
    at = end;
  }
  return parts;
}

/** The leading zero is there for the sign; a JWK has none. */
function numberText(bytes: Buffer): string {
  return (bytes[0] === 0 ? bytes.subarray(1) : bytes).toString("base64url");
}

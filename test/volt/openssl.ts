import { execFileSync } from "node:child_process";
import { createPublicKey } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

export interface Signing {
  readonly digest: "sha256" | "sha512" | "sha1";
  readonly padding: "pkcs1" | "pss";
}

/** A key pair of the `openssl` program, which signs and writes keys without any code of the relay's. */
export interface OpenSslKey {
  /** The private key, as PEM. */
  readonly secret: string;
  readonly formats: Readonly<Record<"spki" | "pkcs1" | "openssh" | "der" | "pkcs1Der", string>>;
  sign(text: string, how: Signing): Buffer;
}

const openssl = (args: readonly string[], input = "") =>
  execFileSync("openssl", args, { input, stdio: ["pipe", "pipe", "ignore"] });

export function makeKey(bits = 2_048): OpenSslKey {
  const secret = openssl(["genrsa", String(bits)]).toString();
  const publicKey = (...form: string[]) => openssl(["rsa", ...form], secret);
  const spki = publicKey("-pubout").toString();
  return {
    secret,
    formats: {
      spki,
      pkcs1: publicKey("-RSAPublicKey_out").toString(),
      openssh: openSshLine(spki),
      der: publicKey("-pubout", "-outform", "DER").toString("base64"),
      pkcs1Der: publicKey("-RSAPublicKey_out", "-outform", "DER").toString("base64"),
    },
    sign: (text, { digest, padding }) => signWith(secret, text, digest, padding),
  };
}

function signWith(secret: string, text: string, digest: string, padding: Signing["padding"]): Buffer {
  const folder = mkdtempSync(path.join(tmpdir(), "volt-relay-key-"));
  try {
    const file = path.join(folder, "key.pem");
    writeFileSync(file, secret);
    const pss = ["-sigopt", "rsa_padding_mode:pss"];
    return openssl(["dgst", `-${digest}`, "-sign", file, ...(padding === "pss" ? pss : [])], text);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What ssh-keygen writes: https://www.rfc-editor.org/rfc/rfc4253#section-6.6 */
export function openSshLine(pem: string, type = "ssh-rsa"): string {
  const { e = "", n = "" } = createPublicKey(pem).export({ format: "jwk" });
  const signed = (number: string) => {
    const bytes = Buffer.from(number, "base64url");
    return (bytes[0] ?? 0) > 0x7f ? Buffer.concat([Buffer.alloc(1), bytes]) : bytes;
  };
  const blob = [Buffer.from(type), signed(e), signed(n)].flatMap((part) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(part.length);
    return [length, part];
  });
  return `${type} ${Buffer.concat(blob).toString("base64")} volt@callbacks.example`;
}

import type { KeyObject } from "node:crypto";
import { createPublicKey, generateKeyPair } from "node:crypto";
import { promisify } from "node:util";

/** What https://callbacks.respondflow.com/id_rsa.pub holds is not known; its name speaks of OpenSSH. */
export type KeyFormat = "openssh" | "pem-spki" | "pem-pkcs1";

export async function newPrivateKey(): Promise<KeyObject> {
  const { privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: 2048 });
  return privateKey;
}

/** The public half of a private RSA key, as a file holds it. */
export function publicKeyText(privateKey: KeyObject, format: KeyFormat): string {
  const publicKey = createPublicKey(privateKey);
  switch (format) {
    case "openssh":
      return openSshLine(publicKey);
    case "pem-spki":
      return publicKey.export({ type: "spki", format: "pem" }).toString();
    case "pem-pkcs1":
      return publicKey.export({ type: "pkcs1", format: "pem" }).toString();
  }
}

/** https://www.rfc-editor.org/rfc/rfc4253#section-6.6 */
function openSshLine(publicKey: KeyObject): string {
  const { n = "", e = "" } = publicKey.export({ format: "jwk" });
  const blob = Buffer.concat([
    field(Buffer.from("ssh-rsa")),
    field(positive(Buffer.from(e, "base64url"))),
    field(positive(Buffer.from(n, "base64url"))),
  ]);
  return `ssh-rsa ${blob.toString("base64")} volt@sandbox\n`;
}

function field(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** A number whose first bit is set would read as negative. */
const positive = (bytes: Buffer) =>
  (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes;

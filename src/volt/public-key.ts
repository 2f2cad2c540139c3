import { createPublicKey, type KeyObject } from "node:crypto";
import { ConfigurationError } from "../relay/errors";
import { openSshKey } from "./openssh-key";

/** The least that can still pass for a signature; what Volt's own key has is not documented. */
const LEAST_BITS = 1_024;
/** With a larger one, each verification would take milliseconds. */
const MOST_BITS = 8_192;

/**
 * An RSA public key from any of the forms in which one is handed on: PEM (`BEGIN PUBLIC KEY`, `BEGIN RSA PUBLIC KEY`), an
 * OpenSSH line (`ssh-rsa AAAA… comment`), or base64 DER. In a PEM, `\n` may stand for a line break, as variables often have it.
 *
 * @throws ConfigurationError where it is none of them, no RSA key, or one of an unusable size
 */
export function parsePublicKey(text: string): KeyObject {
  const key = readKey(text.trim());
  const { modulusLength: bits = 0 } = key?.asymmetricKeyDetails ?? {};
  if (key?.asymmetricKeyType !== "rsa") {
    throw new ConfigurationError(
      "This is no RSA public key. Expected PEM (BEGIN PUBLIC KEY or BEGIN RSA PUBLIC KEY), an OpenSSH line (ssh-rsa AAAA…) or base64 DER.",
    );
  }
  if (bits < LEAST_BITS || bits > MOST_BITS) {
    throw new ConfigurationError(
      `The RSA public key has ${bits} bits. Expected ${LEAST_BITS} to ${MOST_BITS}.`,
    );
  }
  return key;
}

function readKey(text: string): KeyObject | undefined {
  try {
    // Node would also read a private key or a certificate, neither of which should be here.
    if (/^-----BEGIN (RSA )?PUBLIC KEY-----/.test(text)) return createPublicKey(text.replaceAll("\\n", "\n"));
    if (text.startsWith("ssh-")) return openSshKey(text);
    return /^[A-Za-z0-9+/\s]+={0,2}$/.test(text) ? derKey(Buffer.from(text, "base64")) : undefined;
  } catch {
    // OpenSSL's words say nothing that helps whoever set the key.
    return undefined;
  }
}

function derKey(der: Buffer): KeyObject {
  try {
    return createPublicKey({ key: der, format: "der", type: "spki" });
  } catch {
    return createPublicKey({ key: der, format: "der", type: "pkcs1" });
  }
}

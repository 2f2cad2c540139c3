import type { KeyObject } from "node:crypto";
import { constants, sign } from "node:crypto";
import { pythonJson } from "../stand-in/python-json";

/**
 * How webhooks are written and signed. Volt says only that X-Respond-Flow-Signature is RSA over the entire request
 * payload: https://docs.textvolt.com/v1.0/
 */
export interface Signing {
  serialisation: Serialisation;
  digest: "sha256" | "sha512" | "sha1";
  padding: "pkcs1" | "pss";
  encoding: "base64" | "base64url" | "hex";
  /** Without it webhooks have no signature at all. */
  signed: boolean;
}

/** Compact or with Python's separators, as it is or with everything beyond ASCII escaped. */
export type Serialisation = "compact" | "compact-ascii" | "python" | "python-ascii";

export const usualSigning: Signing = {
  serialisation: "compact",
  digest: "sha256",
  padding: "pkcs1",
  encoding: "base64",
  signed: true,
};

export const serialise = (value: unknown, serialisation: Serialisation) =>
  pythonJson(value, {
    spaced: serialisation.startsWith("python"),
    ascii: serialisation.endsWith("-ascii"),
  });

/** The header's value for the very bytes of a body. */
export function signatureOf(body: string, key: KeyObject, { digest, padding, encoding }: Signing): string {
  const bytes = Buffer.from(body, "utf8");
  const options =
    padding === "pss"
      ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
      : { padding: constants.RSA_PKCS1_PADDING };
  return sign(digest, bytes, { key, ...options }).toString(encoding);
}

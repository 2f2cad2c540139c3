import { createCipheriv, createDecipheriv, createHmac } from "node:crypto";

const CIPHER = "aes-256-gcm";
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Makes a text unreadable for whoever does not know the secret, so that it may lie in a store. Changing any of it is found
 * out. The same text is sealed the same way: what it hides is the text, not that two are equal.
 */
export function seal(text: string, secret: string): string {
  const key = derive("key", "", secret);
  // From the text itself: the same initialisation vector never goes with two texts.
  const iv = derive("iv", text, secret).subarray(0, IV_BYTES);
  const cipher = createCipheriv(CIPHER, key, iv);
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64");
}

/** The text that was sealed with this secret; undefined where it was another, or where it was changed. */
export function unseal(sealed: string, secret: string): string | undefined {
  const bytes = Buffer.from(sealed, "base64");
  if (bytes.length < IV_BYTES + TAG_BYTES) return undefined;
  const decipher = createDecipheriv(CIPHER, derive("key", "", secret), bytes.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  try {
    const text = [decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()];
    return Buffer.concat(text).toString("utf8");
  } catch {
    // Node says only that it does not authenticate.
    return undefined;
  }
}

function derive(purpose: "key" | "iv", text: string, secret: string): Buffer {
  return createHmac("sha256", secret).update(`volt-relay seal ${purpose}\n${text}`).digest();
}

import { createHash, timingSafeEqual } from "node:crypto";

/** Whether two texts are the same, in a time that does not tell where they differ. */
export function sameSecret(given: string, expected: string): boolean {
  // Hashing first gives both sides one length, without which there is no comparison in constant time.
  return timingSafeEqual(digest(given), digest(expected));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

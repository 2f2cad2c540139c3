import { createHash, timingSafeEqual } from "node:crypto";
import { UnauthorizedError } from "../relay/errors";

/** @throws UnauthorizedError unless the Authorization header is `Bearer <key>`; compared in constant time */
export function requireBearer(header: unknown, key: string): void {
  const given = typeof header === "string" ? /^Bearer +(\S+) *$/i.exec(header)?.[1] : undefined;
  if (given === undefined) {
    throw new UnauthorizedError("Send the relay's key: Authorization: Bearer <RELAY_API_KEY>");
  }
  // Hashing first gives both sides one length, without which there is no comparison in constant time.
  if (!timingSafeEqual(digest(given), digest(key))) {
    throw new UnauthorizedError("This is not the relay's key (RELAY_API_KEY).");
  }
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

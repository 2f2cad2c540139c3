import { UnauthorizedError } from "../relay/errors";
import { sameSecret } from "../relay/same-secret";

/** @throws UnauthorizedError unless the Authorization header is `Bearer <key>`; compared in constant time */
export function requireBearer(header: unknown, key: string): void {
  const given = typeof header === "string" ? /^Bearer +(\S+) *$/i.exec(header)?.[1] : undefined;
  if (given === undefined) {
    throw new UnauthorizedError("Send the relay's key: Authorization: Bearer <RELAY_API_KEY>");
  }
  if (!sameSecret(given, key)) {
    throw new UnauthorizedError("This is not the relay's key (RELAY_API_KEY).");
  }
}

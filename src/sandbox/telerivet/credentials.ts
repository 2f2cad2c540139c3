import type { Answer, ReceivedRequest } from "../stand-in/stand-in";
import { telerivetError } from "./answer";

/** The status is what integrations in production report; the code is unconfirmed. */
const refusal = telerivetError({ message: "Invalid API key", code: "invalid_api_key" }, 401);
const unauthenticated: Answer = {
  ...refusal,
  headers: { ...refusal.headers, "www-authenticate": 'Basic realm="Telerivet API"' },
};

/** HTTP Basic, the API key as the user and an empty password: github.com/Telerivet/telerivet-node-client */
export function requireApiKey(apiKey: string) {
  const credentials = `Basic ${Buffer.from(`${apiKey}:`).toString("base64")}`;
  return ({ headers }: ReceivedRequest): Answer | undefined =>
    headers.authorization === credentials ? undefined : unauthenticated;
}

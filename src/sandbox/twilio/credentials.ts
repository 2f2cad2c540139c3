import type { Answer, ReceivedRequest } from "../stand-in/stand-in";
import { twilioError } from "./answer";

const refusal = twilioError({ code: 20003, message: "Authenticate", status: 401 });
const unauthenticated: Answer = {
  ...refusal,
  headers: { ...refusal.headers, "www-authenticate": 'Basic realm="Twilio API"' },
};

/** Gives the check of an account's Basic credentials, which answers whoever does not have them. */
export function requireCredentials(accountSid: string, authToken: string) {
  const credentials = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString("base64")}`;
  return ({ headers }: ReceivedRequest): Answer | undefined =>
    headers.authorization === credentials ? undefined : unauthenticated;
}

import { sandboxAccounts } from "../accounts";
import type { Twilio } from "../twilio/twilio";

/** Sends a message straight at Twilio, as an app does that does not know of the relay. Gives its SID. */
export async function sendPastTheRelay(
  twilio: Pick<Twilio, "url">,
  parameters: Readonly<Record<string, string>>,
): Promise<string> {
  const { accountSid, authToken } = sandboxAccounts;
  const response = await fetch(`${twilio.url}/2010-04-01/Accounts/${accountSid}/Messages.json`, {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString("base64")}` },
    body: new URLSearchParams(parameters),
  });
  const { sid } = (await response.json()) as { sid: string };
  return sid;
}

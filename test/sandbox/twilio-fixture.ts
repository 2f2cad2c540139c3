import { sandboxAccounts, sandboxNumbers } from "../../src/sandbox/accounts";
import type { TwilioOptions } from "../../src/sandbox/twilio/twilio";
import { startTwilio } from "../../src/sandbox/twilio/twilio";

export const { accountSid, authToken, messagingServiceSid } = sandboxAccounts;

/** Thu, 30 Jul 2015 20:12:31 GMT */
export const start = Date.UTC(2015, 6, 30, 20, 12, 31);

export const usual = { To: sandboxNumbers.customer, From: sandboxNumbers.organisation, Body: "Hello" };

export function startSandboxTwilio(options: Partial<TwilioOptions> = {}) {
  return startTwilio({ accountSid, authToken, now: () => start, backoffMs: 1, ...options });
}

export function createMessage(
  url: string,
  parameters: Record<string, string> | [string, string][],
  credentials = `${accountSid}:${authToken}`,
) {
  return fetch(`${url}/2010-04-01/Accounts/${accountSid}/Messages.json`, {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from(credentials).toString("base64")}` },
    body: new URLSearchParams(parameters),
  });
}

export async function createdSid(url: string, parameters: Record<string, string>): Promise<string> {
  const response = await createMessage(url, parameters);
  const { sid } = (await response.json()) as { sid: string };
  return sid;
}

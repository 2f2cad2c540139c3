import path from "node:path";
import { sandboxAccounts, sandboxNumbers } from "../../src/sandbox/accounts";
import { startSandbox, type SandboxOptions } from "../../src/sandbox/demo/start-sandbox";

export const root = path.resolve(__dirname, "../..");

/** What an app sends that has the relay's key. */
export const withKey = { authorization: `Bearer ${sandboxAccounts.relayApiKey}` };
export const asJson = { ...withKey, "content-type": "application/json" };

export const usual = { to: sandboxNumbers.customer, from: sandboxNumbers.organisation, body: "Café at 9?" };

/** The built functions between stand-ins, and the calls that an app makes. */
export async function startBuilt(options: Partial<SandboxOptions> = {}) {
  const sandbox = await startSandbox({ root, ...options });
  const call = (route: string, init: RequestInit = {}) => fetch(`${sandbox.relay.url}${route}`, init);
  const send = async (parameters: object = usual) => {
    const response = await call("/send", {
      method: "POST",
      headers: asJson,
      body: JSON.stringify(parameters),
    });
    const text = await response.text();
    const { message } = JSON.parse(text) as { message: { sid: string } };
    return { response, text, sid: message.sid };
  };
  return { ...sandbox, call, send };
}

export type Built = Awaited<ReturnType<typeof startBuilt>>;

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false; // There is nobody to receive a signal.
  }
}

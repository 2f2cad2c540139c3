import { sandboxAccounts } from "../../src/sandbox/accounts";
import type { SyncOptions } from "../../src/sandbox/sync/sync";
import { startSync } from "../../src/sandbox/sync/sync";

export const { accountSid, authToken } = sandboxAccounts;

/** Thu, 30 Jul 2015 20:00:00 GMT */
export const start = Date.UTC(2015, 6, 30, 20);

export const credentials = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString("base64")}`;
export const services = "/v1/Services/default";

export interface Told {
  status: number;
  /** Empty for an answer without a body. */
  body: Record<string, unknown>;
  headers: Headers;
}

/** A Sync whose clock stands still until it is moved, and a way to call it. */
export async function startSandboxSync(options: Partial<SyncOptions> = {}) {
  let now = start;
  const sync = await startSync({ accountSid, authToken, now: () => now, ...options });

  async function call(
    method: string,
    path: string,
    form?: Record<string, string>,
    headers: Record<string, string> = {},
  ): Promise<Told> {
    const response = await fetch(`${sync.url}${path}`, {
      method,
      headers: { authorization: credentials, ...headers },
      ...(form ? { body: new URLSearchParams(form) } : {}),
    });
    const text = await response.text();
    const body = text === "" ? {} : (JSON.parse(text) as Told["body"]);
    return { status: response.status, body, headers: response.headers };
  }

  return {
    sync,
    call,
    createMap: (UniqueName: string, form: Record<string, string> = {}) =>
      call("POST", `${services}/Maps`, { UniqueName, ...form }),
    createItem: (map: string, Key: string, data: unknown = {}, form: Record<string, string> = {}) =>
      call("POST", `${services}/Maps/${map}/Items`, { Key, Data: JSON.stringify(data), ...form }),
    passSeconds: (seconds: number) => {
      now += seconds * 1000;
    },
  };
}

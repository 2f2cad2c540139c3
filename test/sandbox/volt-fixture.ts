import { generateKeyPairSync } from "node:crypto";
import { sandboxAccounts, sandboxNumbers } from "../../src/sandbox/accounts";
import type { VoltOptions } from "../../src/sandbox/volt/volt";
import { startVolt } from "../../src/sandbox/volt/volt";

export const token = sandboxAccounts.voltApiToken;
export const ours = sandboxNumbers.voltOrganisation;
export const { customer } = sandboxNumbers;

/** 2022-04-07T22:19:44.718Z, as in Volt's samples. */
export const start = Date.UTC(2022, 3, 7, 22, 19, 44, 718);

/** Made once: it takes longer than all else. */
export const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

export const startSandboxVolt = (options: Partial<VoltOptions> = {}) =>
  startVolt({ token, numbers: [ours], now: () => start, privateKey, backoffMs: 1, ...options });

export function postGraphql(url: string, body: unknown, headers: Record<string, string> = {}) {
  return fetch(`${url}/graphql`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}

/** The answer's status and body. */
export async function ask(url: string, query: string, variables: Record<string, unknown> = {}) {
  const response = await postGraphql(url, { query, variables });
  return { status: response.status, body: await response.json() };
}

/** https://simonsays.atlassian.net/wiki/spaces/VAPI/blog/2022/06/24/6619137 */
export const createMessage = `mutation createMessage ($to: String!, $from: String!, $body: String!, $media: [String!]) {
  createMessage (to: $to, from: $from, body: $body, media: $media) {
    id legacyId toNumber fromNumber status statusDescription media body sentAt confirmedAt } }`;

export const registerWebhook = `mutation registerWebhook ($url: String!) {
  registerWebhook (url: $url) { id url createdAt lastUpdatedAt } }`;

export const usual = { to: customer, from: ours, body: "Hello", media: [] };

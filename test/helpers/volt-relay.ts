import { generateKeyPairSync, sign } from "node:crypto";
import { sandboxAccounts, sandboxNumbers } from "../../src/sandbox/accounts";
import { startVolt, type Volt } from "../../src/sandbox/volt/volt";
import type { FunctionRequest } from "./function-event";
import { startTestRelay, type TestRelay } from "./relay";

export const TOKEN = sandboxAccounts.voltWebhookToken;

const newPair = () => generateKeyPairSync("rsa", { modulusLength: 2_048 });
/** Volt's own keys, before and after a rotation. */
export const [voltKeys, newVoltKeys] = [newPair(), newPair()];

let chance = 0;
/** As good as nothing, so that waits are skipped; but never the same, by which requests know their own claims. */
const random = () => (chance += 1e-9);

export interface VoltRelay extends TestRelay {
  readonly volt: Volt;
}

/** The routes in this process, with a stand-in of Volt's beside the others. */
export async function startVoltRelay(): Promise<VoltRelay> {
  const { voltApiToken: token } = sandboxAccounts;
  const { privateKey } = voltKeys;
  const volt = await startVolt({ token, numbers: [sandboxNumbers.voltOrganisation], privateKey });
  const relay = await startTestRelay();
  Object.assign(relay.instance, { random });
  Object.assign(relay.context, {
    VOLT_GRAPHQL_URL: `${volt.url}/graphql`,
    VOLT_WEBHOOK_TOKEN: TOKEN,
    VOLT_WEBHOOK_PUBLIC_KEY_URL: `${volt.url}/id_rsa.pub`,
  });
  const close = async () => {
    await Promise.all([relay.close(), volt.close()]);
  };
  return { ...relay, volt, close };
}

/** What came to Volt's GraphQL API, by the name of the operation. */
export function operations({ volt }: VoltRelay): string[] {
  return volt.requests
    .filter(({ path }) => path === "/graphql")
    .map(({ body }) => /^\w+ (\w+)/.exec((JSON.parse(body) as { query: string }).query)?.[1] ?? "");
}

export interface Signing {
  readonly digest?: "sha256" | "sha512" | "sha1";
  readonly keys?: typeof voltKeys;
  /** The signature is over this one instead. */
  readonly over?: object;
}

/** A webhook that Volt has signed. */
export function signedWebhook(body: object, query = "", how: Signing = {}): FunctionRequest {
  const { digest = "sha256", keys = voltKeys, over = body } = how;
  const signature = sign(digest, Buffer.from(JSON.stringify(over)), keys.privateKey).toString("base64");
  return { query, json: body, headers: { "x-respond-flow-signature": signature } };
}

/** A webhook that only the URL's token proves. */
export function webhookWithToken(body: object, token: string = TOKEN): FunctionRequest {
  return { query: `token=${token}`, json: body };
}

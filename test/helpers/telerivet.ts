import { sandboxAccounts } from "../../src/sandbox/accounts";
import { startTelerivet, type Telerivet } from "../../src/sandbox/telerivet/telerivet";
import type { FunctionRequest } from "./function-event";
import type { TestRelay } from "./relay";

const { telerivetApiKey, telerivetProjectId, telerivetWebhookSecret } = sandboxAccounts;

/** A webhook as Telerivet posts it, with the secret that the relay expects. */
export function telerivetForm(parameters: Readonly<Record<string, string>>): FunctionRequest {
  return { form: new URLSearchParams({ secret: telerivetWebhookSecret, ...parameters }).toString() };
}

/** A stand-in of Telerivet for the relay, and the settings that lead there. */
export async function startTestTelerivet({ context, instance: { now } }: TestRelay): Promise<Telerivet> {
  const telerivet = await startTelerivet({ apiKey: telerivetApiKey, projectId: telerivetProjectId, now });
  Object.assign(context, {
    TELERIVET_API_KEY: telerivetApiKey,
    TELERIVET_PROJECT_ID: telerivetProjectId,
    TELERIVET_API_URL: `${telerivet.url}/v1`,
    TELERIVET_WEBHOOK_SECRET: telerivetWebhookSecret,
  });
  return telerivet;
}

import { telerivetClient } from "../../telerivet/client";
import { registerIncomingWebhook } from "../../telerivet/registration";
import { voltClient } from "../../volt/client";
import { registerVoltWebhook } from "../../volt/register";
import { sandboxAccounts } from "../accounts";
import { fetchHttp } from "./fetch-http";
import type { Sandbox } from "./start-sandbox";
import type { Tell } from "./step";

const { telerivetApiKey, telerivetProjectId, telerivetWebhookSecret, voltApiToken, voltWebhookToken } =
  sandboxAccounts;

/** Tells Telerivet where the relay is: of incoming messages by its REST API, of statuses as only the web app can. */
export async function introduceToTelerivet(
  { telerivet, publicUrl }: Pick<Sandbox, "telerivet" | "publicUrl">,
  tell: Tell,
): Promise<void> {
  const account = {
    apiKey: telerivetApiKey,
    projectId: telerivetProjectId,
    url: `${telerivet.url}/v1`,
  };
  const webhook = { url: `${publicUrl}/telerivet/webhook`, secret: telerivetWebhookSecret };
  await registerIncomingWebhook(telerivetClient(account, fetchHttp), webhook);
  telerivet.setProjectWebhook(webhook, "send_status");
  tell({ from: "operator", to: "Telerivet", text: "enters it for statuses, by hand in the web app" });
}

/** Tells Volt where the relay is: the URL carries a token, as proof beside the signature. */
export async function introduceToVolt({
  volt,
  publicUrl,
}: Pick<Sandbox, "volt" | "publicUrl">): Promise<void> {
  const client = voltClient({ url: `${volt.url}/graphql`, token: voltApiToken }, fetchHttp);
  await registerVoltWebhook(client, `${publicUrl}/volt/webhook?token=${voltWebhookToken}`, 5_000);
}

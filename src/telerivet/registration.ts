import { createHmac } from "node:crypto";
import { ConfigurationError, InvalidInputError, ProviderRefusedError } from "../relay/errors";
import { isJsonObject, type JsonObject } from "../relay/json";
import type { TelerivetClient } from "./client";

export interface IncomingWebhook {
  /** Where Telerivet posts incoming messages: `https://…/telerivet/webhook`. Redirects are not followed. */
  readonly url: string;
  /** TELERIVET_WEBHOOK_SECRET. */
  readonly secret: string;
  /** The service's name, by which it is found again. @default "volt-relay" */
  readonly name?: string;
}

export interface Registration {
  readonly action: "created" | "updated" | "replaced" | "unchanged";
  readonly serviceId: string;
}

type ServiceClient = Pick<
  TelerivetClient,
  "listServices" | "createService" | "updateService" | "serviceConfig" | "deleteService"
>;

const SERVICE_TYPE = "incoming_message_webhook";

/** Beside the defaults, short codes, names, and messages that another service has handled would not be reported. */
const FIELDS: JsonObject = {
  active: true,
  contact_number_filter: "all",
  apply_mode: "always",
  // The smaller number runs first.
  priority: 1,
};

/** The service's variable that tells with what it was set up: the secret itself cannot be read back for certain. */
const FINGERPRINT_VARIABLE = "volt_relay_settings";

/** Telerivet calls these ports only: https://telerivet.com/api/webhook */
const PORTS = new Set(["", "80", "8000", "8080", "8443"]);

/**
 * Makes the service that posts incoming messages to the relay, or brings the one of that name up to date. Can be called
 * again at any time, after any failure. https://telerivet.com/api/rest/curl#Service
 *
 * @param timeoutMs for each of the few calls
 * @throws InvalidInputError where Telerivet could not call the URL; ConfigurationError where another kind of service has the
 *   name; and as the client's methods
 */
export async function registerIncomingWebhook(
  client: ServiceClient,
  webhook: IncomingWebhook,
  timeoutMs = 10_000,
): Promise<Registration> {
  requireCallable(webhook.url);
  const existing = await findService(client, webhook, timeoutMs);
  if (existing !== undefined) return update(client, existing, webhook, timeoutMs);
  try {
    return { action: "created", serviceId: await create(client, webhook, timeoutMs) };
  } catch (error) {
    if (!isNameTaken(error)) throw error;
    // Somebody else has made it in the meantime.
    const theirs = await findService(client, webhook, timeoutMs);
    if (theirs === undefined) throw error;
    return update(client, theirs, webhook, timeoutMs);
  }
}

interface Service {
  readonly id: string;
  readonly fields: JsonObject;
}

async function findService(
  client: ServiceClient,
  webhook: IncomingWebhook,
  timeoutMs: number,
): Promise<Service | undefined> {
  const name = nameOf(webhook);
  const fields = (await client.listServices(name, timeoutMs)).find((service) => service.name === name);
  if (fields === undefined || typeof fields.id !== "string") return undefined;
  if (fields.service_type !== SERVICE_TYPE) {
    throw new ConfigurationError(
      `Telerivet's project has another kind of service named "${name}". Rename it, or give the relay's another name.`,
      { details: { provider: "telerivet", service_id: fields.id } },
    );
  }
  return { id: fields.id, fields };
}

async function create(client: ServiceClient, webhook: IncomingWebhook, timeoutMs: number): Promise<string> {
  const { id } = await client.createService(
    {
      name: nameOf(webhook),
      service_type: SERVICE_TYPE,
      config: configOf(webhook),
      ...FIELDS,
      vars: { [FINGERPRINT_VARIABLE]: fingerprint(webhook) },
    },
    timeoutMs,
  );
  return String(id);
}

async function update(
  client: ServiceClient,
  { id, fields }: Service,
  webhook: IncomingWebhook,
  timeoutMs: number,
): Promise<Registration> {
  if (isUpToDate(fields, webhook)) return { action: "unchanged", serviceId: id };
  try {
    await client.serviceConfig(id, configOf(webhook), timeoutMs);
  } catch (error) {
    if (!(error instanceof ProviderRefusedError)) throw error;
    // A URL that Telerivet does not want now would not be wanted of a new service either; the old one is better than none.
    if (refusedParameter(error) !== undefined) throw error;
    // Whether a webhook's URL can be changed at all is not documented: "only certain types support it".
    await client.deleteService(id, timeoutMs);
    return { action: "replaced", serviceId: await create(client, webhook, timeoutMs) };
  }
  // The fingerprint comes last, so that a registration that broke off is taken up again.
  const vars = { [FINGERPRINT_VARIABLE]: fingerprint(webhook) };
  await client.updateService(id, { ...FIELDS, vars }, timeoutMs);
  return { action: "updated", serviceId: id };
}

function isUpToDate(service: JsonObject, webhook: IncomingWebhook): boolean {
  const { vars } = service;
  return (
    isJsonObject(vars) &&
    vars[FINGERPRINT_VARIABLE] === fingerprint(webhook) &&
    // Users of the web app can change what the fingerprint says nothing of.
    Object.entries(FIELDS).every(([name, value]) => service[name] === undefined || service[name] === value)
  );
}

function configOf({ url, secret }: IncomingWebhook): JsonObject {
  return { url, secret };
}

function nameOf({ name = "volt-relay" }: IncomingWebhook): string {
  return name;
}

/** Changes with every setting, and tells nothing of a long random secret. */
function fingerprint({ url, secret }: IncomingWebhook): string {
  return createHmac("sha256", secret)
    .update(JSON.stringify([url, FIELDS]))
    .digest("hex");
}

function isNameTaken(error: unknown): boolean {
  return error instanceof ProviderRefusedError && refusedParameter(error) === "name";
}

function refusedParameter({ details }: ProviderRefusedError): unknown {
  return details.provider_code === "invalid_param" ? details.param : undefined;
}

function requireCallable(url: string): void {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol === "https:" && PORTS.has(parsed.port)) return;
  throw new InvalidInputError("The webhook was not registered", [
    {
      path: "url",
      message: "Expected a URL that Telerivet calls: https://, port 443, 80, 8000, 8080 or 8443",
    },
  ]);
}

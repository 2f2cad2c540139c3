import { sandboxAccounts, sandboxNumbers } from "../../src/sandbox/accounts";
import type { Message } from "../../src/sandbox/telerivet/message-resource";
import type { TelerivetOptions } from "../../src/sandbox/telerivet/telerivet";
import { startTelerivet } from "../../src/sandbox/telerivet/telerivet";
import { closeAfterEach } from "./close-after-each";
import { parametersOf, startRelayDouble } from "./relay-double";

export const {
  telerivetApiKey: apiKey,
  telerivetProjectId: projectId,
  telerivetWebhookSecret: secret,
} = sandboxAccounts;

/** Tue, 14 Nov 2023 22:13:20 GMT, in Unix seconds. */
export const start = 1_700_000_000;

export const usual = { to_number: sandboxNumbers.customer, content: "Hi there" };

export interface Told {
  status: number;
  body: Record<string, unknown>;
}

/** A project whose clock stands still until it is moved, a relay for its webhooks, and a way to call it. */
export function useTelerivet() {
  const opened = closeAfterEach();
  return async (options: Partial<TelerivetOptions> = {}) => {
    let now = start * 1000;
    const relay = opened(await startRelayDouble());
    const telerivet = opened(
      await startTelerivet({
        apiKey,
        projectId,
        now: () => now,
        random: () => 0.5,
        delayMs: 2,
        retryMs: 1,
        anyLoopbackPort: true,
        ...options,
      }),
    );
    const call = async (
      method: string,
      path: string,
      body?: unknown,
      key: string = apiKey,
    ): Promise<Told> => {
      const response = await fetch(`${telerivet.url}/v1/projects/${projectId}${path}`, {
        method,
        headers: {
          authorization: `Basic ${Buffer.from(`${key}:`).toString("base64")}`,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: (await response.json()) as Told["body"] };
    };
    const webhook = { status_url: `${relay.url}/telerivet/webhook`, status_secret: secret };
    return {
      relay,
      telerivet,
      call,
      /** As a Message; with a status webhook to the relay. */
      send: async (parameters: Record<string, unknown> = {}) => {
        const { status, body } = await call("POST", "/messages/send", {
          ...usual,
          ...webhook,
          ...parameters,
        });
        if (status !== 200) throw new Error(`The send was answered ${status}`);
        return body as unknown as Message;
      },
      createService: async (parameters: Record<string, unknown> = {}) => {
        const config = { url: `${relay.url}/telerivet/webhook`, secret };
        const service = { service_type: "incoming_message_webhook", config, ...parameters };
        const { status, body } = await call("POST", "/services", service);
        if (status !== 200) throw new Error(`The service was answered ${status}`);
        return body as { id: string; name: string };
      },
      posted: () => relay.requests.map(parametersOf),
      passSeconds: (seconds: number) => {
        now += seconds * 1000;
      },
    };
  };
}

import { sandboxAccounts } from "../accounts";
import type { Tell } from "./step";

export interface AppAnswer {
  readonly status: number;
  readonly text: string;
  /** The Message's, where one was sent. */
  readonly sid: string | undefined;
}

/** An app of the organisation's, with the relay's key. */
export interface App {
  send: (parameters: Readonly<Record<string, unknown>>) => Promise<AppAnswer>;
}

export function createApp(relayUrl: string, tell: Tell): App {
  return {
    send: async (parameters) => {
      const { to, body = "a picture" } = parameters;
      tell({ from: "app", to: "relay", text: `POST /send to ${String(to)}: ${String(body)}` });
      const response = await fetch(`${relayUrl}/send`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${sandboxAccounts.relayApiKey}`,
          "content-type": "application/json",
        },
        body: JSON.stringify(parameters),
      });
      const text = await response.text();
      return { status: response.status, text, sid: sidIn(text) };
    },
  };
}

function sidIn(text: string): string | undefined {
  const { message } = JSON.parse(text) as { message?: { sid?: string } };
  return message?.sid;
}

import { sandboxAccounts } from "../accounts";
import type { Tell } from "./step";

export interface AppAnswer {
  readonly status: number;
  readonly text: string;
  /** The message's at its provider, where one was sent. */
  readonly id: string | undefined;
}

/** An app of the organisation's, with the relay's key. */
export interface App {
  send: (parameters: Readonly<Record<string, unknown>>) => Promise<AppAnswer>;
}

export function createApp(relayUrl: string, tell: Tell): App {
  return {
    send: async (parameters) => {
      const { provider, to, body, content = "a picture" } = parameters;
      const by = typeof provider === "string" ? ` by ${provider}` : "";
      tell({
        from: "app",
        to: "relay",
        text: `POST /send${by} to ${String(to)}: ${String(body ?? content)}`,
      });
      const response = await fetch(`${relayUrl}/send`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${sandboxAccounts.relayApiKey}`,
          "content-type": "application/json",
        },
        body: JSON.stringify(parameters),
      });
      const text = await response.text();
      return { status: response.status, text, id: idIn(text) };
    },
  };
}

/** Twilio calls it `sid`, the others `id`. */
function idIn(text: string): string | undefined {
  const { message } = JSON.parse(text) as { message?: { sid?: string; id?: string } };
  return message?.sid ?? message?.id;
}

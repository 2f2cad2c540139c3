import { sandboxAccounts } from "../accounts";
import type { Tell } from "./step";

export interface Waiting {
  readonly key: string;
  readonly id: string;
  readonly reason: string;
  readonly attempts: number;
  /** As `2015-07-30T20:00:00.000Z`. */
  readonly next_attempt: string;
}

export interface Outbox {
  /** A page of it, which holds all that a scenario leaves behind. */
  readonly pending: { readonly count: number; readonly items: readonly Waiting[] };
  readonly dead: { readonly count: number };
}

export interface Drained {
  readonly delivered: number;
  readonly deferred: number;
  readonly dead: number;
  readonly remaining: number;
}

/** Whoever looks after the relay, with its key. */
export interface Operator {
  /** @throws Error where the relay does not show it */
  outbox: () => Promise<Outbox>;
  /** Makes these due now, and drains. @throws Error where the relay refuses */
  drain: (keys: readonly string[]) => Promise<Drained>;
}

export function createOperator(relayUrl: string, tell: Tell): Operator {
  const say = (text: string) => {
    tell({ from: "operator", to: "relay", text });
  };

  async function call(method: "GET" | "POST", path: string, body?: object): Promise<unknown> {
    const response = await fetch(`${relayUrl}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${sandboxAccounts.relayApiKey}`,
        "content-type": "application/json",
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text}`);
    return JSON.parse(text) as unknown;
  }

  return {
    outbox: async () => {
      say("GET /ops/outbox: what waits?");
      return (await call("GET", "/ops/outbox")) as Outbox;
    },
    drain: async (keys) => {
      say(`POST /ops/drain with ${keys.length} keys: now, please`);
      return (await call("POST", "/ops/drain", { keys })) as Drained;
    },
  };
}

import { parseArgs } from "node:util";

export interface Flags {
  readonly once: boolean;
  readonly outage: boolean;
  readonly json: boolean;
  readonly plain: boolean;
  readonly help: boolean;
  /** The relay's port, if one was asked for. */
  readonly port: number | undefined;
}

/** @throws Error that says what is wrong with the flags */
export function parseFlags(args: readonly string[]): Flags {
  const { values } = parseArgs({
    args: [...args],
    options: {
      once: { type: "boolean", default: false },
      outage: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      plain: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
      port: { type: "string", short: "p" },
    },
  });
  if (values.json && !values.once) throw new Error("--json needs --once: it prints the scenario's result.");
  if (values.outage && !values.once) throw new Error("--outage needs --once: it is a scenario of its own.");
  return { ...values, port: values.port === undefined ? undefined : portFrom(values.port) };
}

function portFrom(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535) {
    throw new Error(`--port wants a number from 1 to 65535, not "${text}".`);
  }
  return port;
}

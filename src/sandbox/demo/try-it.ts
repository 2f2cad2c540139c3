import { sandboxAccounts, sandboxNumbers } from "../accounts";
import type { Paint } from "./paint";

interface Trial {
  readonly about: string;
  /** Lines of one shell command, no longer than 78 columns. */
  readonly command: readonly string[];
}

const { customer, organisation, undeliverable, voltOrganisation, telerivetDelayed } = sandboxNumbers;

/** Calls to make by hand, ready to be pasted into a shell. */
export function trials(relayUrl: string): Trial[] {
  const host = relayUrl.replace("http://", "");
  const key = `-H 'Authorization: Bearer ${sandboxAccounts.relayApiKey}'`;
  const form = (fields: Readonly<Record<string, string>>) =>
    Object.entries(fields)
      .map(([name, value]) => `-d ${name}=${encodeURIComponent(value)}`)
      .join(" ");
  const send = (fields: Readonly<Record<string, string>>) => [
    `curl ${host}/send ${key} \\`,
    `  ${form(fields)}`,
  ];
  return [
    {
      about: "Send a message, as your app would",
      command: send({ to: customer, from: organisation, body: "Hello" }),
    },
    {
      about: "One that cannot be delivered: undelivered, error 30003",
      command: send({ to: undeliverable, from: organisation, body: "Hello" }),
    },
    {
      about: "By Telerivet, to a number where it fails first, and is tried again",
      command: send({ provider: "telerivet", to: telerivetDelayed, content: "Hello" }),
    },
    {
      about: "By Volt's own messaging: Insights knows of it without the relay",
      command: send({ provider: "volt", to: customer, from: voltOrganisation, body: "Hello" }),
    },
    {
      about: "A mistake: the answer says what is wrong, and nothing is sent",
      command: send({ to: customer, text: "Hello" }),
    },
    { about: "What works, and what is set", command: [`curl ${host}/health ${key}`] },
    {
      about: "What waits for Insights, and what will never get there",
      command: [`curl ${host}/ops/outbox \\`, `  ${key}`],
    },
    {
      about: "Bring there what waits, now",
      command: [`curl -X POST ${host}/ops/drain \\`, `  ${key}`],
    },
    {
      about: "A status callback that Twilio did not sign: refused",
      command: [`curl ${host}/twilio/status ${form({ MessageSid: "SM1", MessageStatus: "read" })}`],
    },
  ];
}

export function tryIt(relayUrl: string, paint: Paint): string[] {
  return [
    "",
    `  ${paint("bold", "Your turn.")} Paste these into another terminal, and look here:`,
    ...trials(relayUrl).flatMap(({ about, command }) => [
      paint("dim", `  # ${about}`),
      ...command.map((line) => paint("cyan", `  ${line}`)),
    ]),
    "",
  ];
}

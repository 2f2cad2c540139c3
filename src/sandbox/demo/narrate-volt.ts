import type { Answer, ReceivedRequest } from "../stand-in/stand-in";
import type { Step } from "./step";
import { shortSid, statusWithError } from "./step";

/** Tells of a call of Volt's own messaging, when it is answered. */
export function narrateVoltCall({ path }: ReceivedRequest, { status, body = "" }: Answer): Step {
  const relay = { from: "relay", to: "Volt" } as const;
  const operator = { from: "operator", to: "Volt" } as const;
  if (path === "/id_rsa.pub") return { ...relay, text: "fetches Volt's public key, to check signatures" };
  const { data, errors } = fieldsOf(body);
  if (Array.isArray(errors)) {
    const { message = status } = fieldsIn(errors[0]);
    return { ...relay, text: `is refused: ${String(message)}`, mood: "odd" };
  }
  const [[operation, result] = ["nothing", undefined]] = Object.entries(fieldsIn(data));
  const { id, url, status: word, errorCode } = fieldsIn(result);
  const truth = `${shortSid(String(id))} is ${statusWithError(word, errorCode)}`;
  switch (operation) {
    case "createMessage":
      return { ...relay, text: `creates a message: ${truth}` };
    case "message":
      return { ...relay, text: `asks for the truth: ${truth}` };
    case "webhooks":
      return { ...operator, text: `lists the webhooks: ${[result].flat().length} there` };
    case "registerWebhook":
      return { ...operator, text: `registers ${urlForEyes(String(url))}` };
    default:
      return { ...relay, text: `asks for ${operation}` };
  }
}

function urlForEyes(url: string): string {
  return url.replace(/^https:\/\//, "").replace(/(?<=[?&]token=)[^&]+/, "…");
}

function fieldsOf(text: string): Readonly<Record<string, unknown>> {
  return fieldsIn(JSON.parse(text));
}

function fieldsIn(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

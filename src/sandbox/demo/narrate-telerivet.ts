import type { Answer, ReceivedRequest } from "../stand-in/stand-in";
import type { Step } from "./step";
import { shortSid, statusWithError } from "./step";

/** Tells of a call of Telerivet's REST API, when it is answered. */
export function narrateTelerivetCall(
  { method, path, body: sent }: ReceivedRequest,
  { body = "" }: Answer,
): Step {
  // The relay has no business with services: it is the operator who sets them up.
  const isSetUp = path.includes("/services");
  const step = { from: isSetUp ? "operator" : "relay", to: "Telerivet" } as const;
  const { error, data, ...answer } = fieldsOf(body);
  if (error !== undefined) {
    const { code, message } = fieldsIn(error);
    return { ...step, text: `is refused: ${String(code)} ${String(message)}`, mood: "odd" };
  }
  if (isSetUp && Array.isArray(data)) {
    return { ...step, text: `looks for the relay's service: ${data.length} there` };
  }
  if (isSetUp) return { ...step, text: `sets it up: ${urlIn(sent)}` };
  if (Array.isArray(data)) return { ...step, text: `looks through the messages: ${data.length} found` };
  const truth = `${shortSid(String(answer.id))} is ${statusWithError(answer.status, answer.error_code)}`;
  if (path.endsWith("/messages/receive")) {
    return { from: "app", to: "Telerivet", text: `plays a customer who writes: ${truth}` };
  }
  if (method === "POST") return { ...step, text: `creates a message: ${truth}` };
  if (!path.includes("/messages/")) return { ...step, text: "checks the project: it is good" };
  return { ...step, text: `asks for the truth: ${truth}` };
}

function urlIn(sent: string): string {
  const { url = "" } = fieldsIn(fieldsOf(sent).config);
  return String(url).replace(/^https:\/\//, "");
}

function fieldsOf(text: string): Readonly<Record<string, unknown>> {
  return fieldsIn(JSON.parse(text === "" ? "{}" : text));
}

function fieldsIn(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

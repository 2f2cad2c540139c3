import type { Answer, ReceivedRequest } from "../stand-in/stand-in";
import type { Step } from "./step";
import { shortSid, statusWithError } from "./step";

/** Tells of a call of Twilio's REST API, when it is answered. */
export function narrateTwilioCall(request: ReceivedRequest, { status, body = "" }: Answer): Step {
  // The relay speaks through Twilio's SDK; whoever else sends messages here is another app.
  const from = String(request.headers["user-agent"]).startsWith("twilio-node") ? "relay" : "app";
  const answer = fieldsOf(body);
  const truth = `${shortSid(String(answer.sid))} is ${statusWithError(answer.status, answer.error_code)}`;
  const step = { from, to: "Twilio" } as const;
  if (status === 404) {
    const sid = /[SM]M[0-9a-f]{32}/i.exec(request.path)?.[0] ?? "";
    return { ...step, text: `asks for the truth: there is no ${shortSid(sid)}`, mood: "odd" };
  }
  if (status >= 400) {
    const reason = typeof answer.message === "string" ? answer.message : "";
    return { ...step, text: `is refused: ${String(answer.code)} ${reason}`, mood: "odd" };
  }
  if (request.method === "POST") return { ...step, text: `creates a Message: ${truth}` };
  if (!request.path.includes("/Messages")) return { ...step, text: "checks the account: it is good" };
  return { ...step, text: `asks for the truth: ${truth}` };
}

function fieldsOf(text: string): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(text);
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

import type { Attempt } from "../stand-in/deliver-webhook";
import type { WebhookRequest } from "../stand-in/webhook-request";
import { oddityOf } from "./narrate-callback";
import type { Actor, Step } from "./step";
import { shortSid } from "./step";

const step = { from: "Twilio", to: "relay" } as const;

/** Tells of Twilio's webhooks as they leave. Give them in their order: a status is late or early by those before it. */
export function createWebhookNarrator(): (request: WebhookRequest) => Step {
  const reported = new Map<string, string[]>();

  function callback(sid: string, status: string): Step {
    const before = reported.get(sid) ?? [];
    reported.set(sid, [...before, status]);
    const oddity = oddityOf(status, before);
    const text = `calls back: ${shortSid(sid)} ${status}`;
    return oddity === "" ? { ...step, text } : { ...step, text: `${text} (${oddity})`, mood: "odd" };
  }

  return ({ headers, body }) => {
    if (headers["content-type"] === "application/json") {
      return { ...step, text: `delivers events: ${kindsOf(body)}` };
    }
    const form = new URLSearchParams(body);
    const sid = form.get("MessageSid") ?? "";
    const status = form.get("MessageStatus");
    if (status !== null) return callback(sid, status);
    const kind = form.get("NumMedia") === "0" ? "message" : "picture message";
    return { ...step, text: `passes on an incoming ${kind}: ${shortSid(sid)}` };
  };
}

const NO_STATUS = { ct: "no connection", rt: "no answer" } as const;

/** Tells what became of a webhook, where that is worth a word. */
export function narrateAttempts(attempts: readonly Attempt[], from: Actor = "Twilio"): Step[] {
  const last = attempts.at(-1);
  const isTaken = typeof last === "number" && last < 300;
  if (attempts.length === 1 && isTaken) return [];
  const answers = attempts.map((attempt) => (typeof attempt === "number" ? attempt : NO_STATUS[attempt]));
  const text = `had these answers to a webhook: ${answers.join(", ")}`;
  return [{ ...step, from, text, mood: isTaken ? "odd" : "bad" }];
}

/** `delivered, sent, test-event`: the last part of each type. */
function kindsOf(body: string): string {
  const events: unknown[] = [JSON.parse(body) as unknown].flat();
  return events.map(kindOf).join(", ");
}

function kindOf(event: unknown): string {
  const type = typeof event === "object" && event !== null && "type" in event ? event.type : undefined;
  return typeof type === "string" ? (type.split(".").at(-1) ?? type) : "?";
}

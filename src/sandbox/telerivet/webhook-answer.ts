import type { WebhookResponse } from "../stand-in/post-webhook";
import { isObject } from "./body";
import type { Parameters } from "./body";
import type { Rule } from "./parameters";
import { filledText, object, oneOf, refuseMissing, refuseParameters, text } from "./parameters";

/** What a webhook asks for with its answer to an incoming message: https://telerivet.com/api/webhook */
export interface WebhookAnswer {
  messages: Parameters[];
  /** By their names in the Rules Engine, as `contact.name`. */
  variables: Record<string, unknown>;
  /** What of the answer was left out, and why. */
  problems: string[];
}

export function readAnswer(
  { headers, body }: WebhookResponse,
  rules: { webhookUrl: Rule; routeId: Rule },
): WebhookAnswer {
  const nothing = (...problems: string[]): WebhookAnswer => ({ messages: [], variables: {}, problems });
  if (body.trim() === "") return nothing();
  const contentType = headers["content-type"] ?? "none";
  const answer = parse(body);
  if (!/^application\/json\b/i.test(contentType)) {
    // An answer may have any body; only one that was meant is worth a word.
    return isObject(answer) ? nothing(`Content-Type is ${contentType}, not application/json`) : nothing();
  }
  if (!isObject(answer)) return nothing("the body is no JSON object");

  const { messages = [], variables = {}, ...unknown } = answer;
  const problems = Object.keys(unknown).map((name) => `${name} is unknown`);
  if (!Array.isArray(messages)) problems.push("messages must be an array");
  if (!isObject(variables)) problems.push("variables must be an object");
  const given: unknown[] = Array.isArray(messages) ? messages : [];
  const sound = given.filter((message, index): message is Parameters => {
    const problem = refuseReply(message, rules);
    if (problem !== undefined) problems.push(`messages[${index}]: ${problem}`);
    return problem === undefined;
  });
  return { messages: sound, variables: isObject(variables) ? variables : {}, problems };
}

function refuseReply(
  message: unknown,
  { webhookUrl, routeId }: { webhookUrl: Rule; routeId: Rule },
): string | undefined {
  if (!isObject(message)) return object(message);
  const rules: Record<string, Rule> = {
    content: text,
    to_number: filledText,
    message_type: oneOf("sms", "ussd"),
    status_url: webhookUrl,
    status_secret: text,
    route_id: routeId,
  };
  const required = message.message_type === "ussd" ? [] : ["content"];
  return (refuseParameters(message, rules) ?? refuseMissing(message, required))?.message;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined; // Reported as no JSON object.
  }
}

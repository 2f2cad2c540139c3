import type { ReceivedRequest } from "../stand-in/stand-in";
import type { Step } from "./step";
import { shortSid, statusWithError } from "./step";

/** A callback carries some nine of the Message's twenty fields, an event some ten. */
const WHOLE_MESSAGE_FIELDS = 16;

/** Tells of a post to Insights, when it is answered, or never will be: then without a status. */
export function narrateInsightsPost(
  { path, body, fault }: ReceivedRequest,
  status: number | undefined,
): Step {
  const step = { from: "relay", to: "Insights" } as const;
  const post = fieldsOf(body);
  const { sid = post.id } = post;
  if (path === "/data/messages" && sid === undefined) {
    // The relay's probe names no message on purpose: a refusal for that proves that the token is good.
    const isOpen = status === 400;
    return { ...step, text: `checks the way: ${isOpen ? "it is open" : `answered ${String(status)}`}` };
  }
  const size = Object.keys(post).length >= WHOLE_MESSAGE_FIELDS ? ", the whole Message" : "";
  const told = `${shortSid(String(sid))} is ${statusWithError(post.status, post.error_code)}`;
  if (status === 202) return { ...step, text: `${told}${size}`, mood: "good" };
  const silence = fault === "hang" ? "Insights does not answer" : "the connection breaks";
  const failure = status === undefined ? silence : `Insights answers ${status}`;
  return { ...step, text: `${told}: ${failure}`, mood: "odd" };
}

function fieldsOf(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch {
    return {}; // Refused by Insights as well, and told with that.
  }
}

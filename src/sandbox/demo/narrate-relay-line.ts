import type { Step } from "./step";
import { shortSid } from "./step";

/** What twilio-run writes about a request that it has answered: `201 POST /send │ Response Type …`. */
const REQUEST_LINE = /^(?<status>\d{3}) (?<method>[A-Z]+) (?<path>\/[^\s?]*)\S* │/;

/** The platform reads the body, and writes no request line where it cannot. */
const MALFORMED_JSON = /^SyntaxError: .*\bJSON\b/;

/**
 * Tells what the relay's own output says and nobody else sees: what it held back, what it could not deliver, and how it
 * answered those who called it. Give it the lines in their order.
 */
export function createRelayLineNarrator(): (line: string) => Step[] {
  const refusals = new Map<string, string>();
  const inInsights = new Map<string, string>();

  function narrateLog(entry: Readonly<Record<string, unknown>>): Step[] {
    const { event, outcome, route, code, id, status, reason, message, advice, where, provider } =
      mapValues(entry);
    const about = `${shortSid(id)} ${status}`;
    if (event === "refused") refusals.set(route, code);
    if (event === "event_skipped") {
      // Volt tries a URL with who knows what; Event Streams may have anything among its events.
      const isTrial = provider === "volt";
      const text = isTrial ? "takes it, and does nothing with it" : "skips an element that is no event";
      return [{ from: "relay", text, mood: isTrial ? "good" : "odd" }];
    }
    if (event === "member_joined") {
      return [{ from: "relay", text: `runs the hook for ${shortSid(id)}: it replies to JOIN`, mood: "good" }];
    }
    if (event === "update") {
      if (outcome === "delivered") inInsights.set(id, status);
      if (outcome === "superseded") {
        const why = inInsights.get(id) === status ? "Insights has that" : "Insights is further";
        return [{ from: "relay", text: `holds back ${about}: ${why}`, mood: "good" }];
      }
      if (outcome === "deferred") {
        return [{ from: "relay", text: `leaves ${about} for later: ${reason}`, mood: "odd" }];
      }
      if (outcome !== "delivered") {
        return [{ from: "relay", text: `cannot deliver ${about}: ${reason}`, mood: "bad" }];
      }
    }
    const alarm = entry.level === "error" && event !== "unproven_request";
    return alarm ? [{ from: "relay", text: `${event}: ${advice || message || where}`, mood: "bad" }] : [];
  }

  function narrateRequest(status: number, method: string, path: string): Step[] {
    const isWebhook = /^\/(twilio|telerivet|volt)\//.test(path);
    // The providers' stand-ins tell of their own webhooks, and of what became of them.
    if (isWebhook && (status < 400 || status >= 500)) return [];
    const route = path.slice(1).replace("/", "_");
    const code = refusals.get(route);
    refusals.delete(route);
    const lie = path.startsWith("/telerivet/") ? "wrong secret" : "bad signature";
    const reason = status === 403 ? lie : status === 401 ? "wrong key" : code;
    const why = status < 400 || reason === undefined ? "" : `: ${reason}`;
    const to = isWebhook ? "stranger" : path.startsWith("/ops/") ? "operator" : "app";
    const mood = status < 400 ? "good" : status < 500 ? "odd" : "bad";
    return [{ from: "relay", to, text: `answers ${method} ${path} with ${status}${why}`, mood }];
  }

  return (line) => {
    const { status, method, path } = REQUEST_LINE.exec(line)?.groups ?? {};
    if (status !== undefined && method !== undefined && path !== undefined) {
      return narrateRequest(Number(status), method, path);
    }
    if (MALFORMED_JSON.test(line)) {
      const text = "answers 400 before any function runs: not JSON";
      return [{ from: "relay", to: "app", text, mood: "odd" }];
    }
    return line.startsWith("{") ? narrateLog(parseEntry(line)) : [];
  };
}

function parseEntry(line: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(line) as Readonly<Record<string, unknown>>;
  } catch {
    return {}; // A hook of the user may print anything.
  }
}

/** The fields as text, and an empty one for any that is missing. */
function mapValues(entry: Readonly<Record<string, unknown>>) {
  const text = (name: string) => {
    const value = entry[name];
    return typeof value === "string" ? value : "";
  };
  return {
    event: text("event"),
    outcome: text("outcome"),
    route: text("route"),
    code: text("code"),
    id: text("id"),
    status: text("status"),
    reason: text("reason"),
    message: text("message"),
    advice: text("advice"),
    where: text("where"),
    provider: text("provider"),
  };
}

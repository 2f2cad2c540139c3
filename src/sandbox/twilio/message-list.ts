import type { Message } from "./message-resource";
import type { TwilioError } from "./answer";

const filters = ["To", "From", "DateSent", "DateSent<", "DateSent>", "PageSize", "Page", "PageToken"];
const dayMs = 24 * 3_600_000;

/** GET …/Messages.json: https://www.twilio.com/docs/messaging/api/message-resource#read-multiple-message-resources */
export function listMessages(
  messages: Iterable<Message>,
  path: string,
  query: URLSearchParams,
): object | TwilioError {
  // The real API drops a filter that it does not know; here a typo is to be seen.
  const unknown = [...query.keys()].find((name) => !filters.includes(name));
  if (unknown !== undefined) return { code: 20001, message: `Unknown parameter: ${unknown}`, status: 400 };
  const pageSize = Number(query.get("PageSize") ?? 50);
  if (!Number.isInteger(pageSize) || pageSize < 1 || pageSize > 1000) {
    return { code: 20006, message: "Page size must be between 1 and 1000", status: 400 };
  }

  const found = [...messages].reverse().filter((message) => matches(message, query));
  // A page goes on after the last message of the one before, however many came in between.
  const after = found.findIndex(({ sid }) => `PA${sid}` === query.get("PageToken"));
  const page = Number(query.get("Page") ?? 0);
  const start = after === -1 ? page * pageSize : after + 1;
  const shown = found.slice(start, start + pageSize);

  const uri = (pageNumber: number, token?: string) => {
    const parameters = new URLSearchParams([...query].filter(([name]) => !name.startsWith("Page")));
    parameters.set("PageSize", String(pageSize));
    parameters.set("Page", String(pageNumber));
    if (token !== undefined) parameters.set("PageToken", token);
    return `${path}?${parameters.toString()}`;
  };
  const last = shown.at(-1);
  return {
    first_page_uri: uri(0),
    end: Math.max(start + shown.length - 1, 0),
    previous_page_uri: page > 0 ? uri(page - 1) : null,
    messages: shown,
    uri: uri(page),
    page_size: pageSize,
    start,
    next_page_uri: last && start + pageSize < found.length ? uri(page + 1, `PA${last.sid}`) : null,
    page,
  };
}

function matches(message: Message, query: URLSearchParams): boolean {
  const equals = (name: string, value: string | null) => !query.has(name) || query.get(name) === value;
  return equals("To", message.to) && equals("From", message.from) && wasSentThen(message.date_sent, query);
}

/** A plain date stands for the whole day, in GMT; the bounds belong to the range. */
function wasSentThen(dateSent: string | null, query: URLSearchParams): boolean {
  const on = query.get("DateSent");
  const until = query.get("DateSent<");
  const since = query.get("DateSent>");
  if (on === null && until === null && since === null) return true;
  if (dateSent === null) return false;
  const sentAt = Date.parse(dateSent);
  if (on !== null && Math.floor(sentAt / dayMs) !== Math.floor(Date.parse(on) / dayMs)) return false;
  if (since !== null && sentAt < Date.parse(since)) return false;
  if (until === null) return true;
  return until.includes("T") ? sentAt <= Date.parse(until) : sentAt < Date.parse(until) + dayMs;
}

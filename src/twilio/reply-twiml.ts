import type { Reply, ReplyMessage } from "../relay/reply";

/**
 * A reply in TwiML: `<Response><Message to="+1555…"><Body>…</Body><Media>…</Media></Message></Response>`. USSD, routes and
 * variables have no TwiML and are left out, as is a message with neither text nor media, which Twilio would refuse.
 * https://www.twilio.com/docs/messaging/twiml/message
 *
 * @param statusUrl where the statuses of a message go that names no place of its own
 */
export function replyTwiml({ messages }: Reply, statusUrl?: string): string {
  const verbs = messages.filter(isMessage).map((message) => messageVerb(message, statusUrl));
  return `<?xml version="1.0" encoding="UTF-8"?><Response>${verbs.join("")}</Response>`;
}

function isMessage({ messageType, content, media = [] }: ReplyMessage): boolean {
  return messageType !== "ussd" && ((content ?? "") !== "" || media.length > 0);
}

function messageVerb({ to, content, media = [], statusUrl }: ReplyMessage, ownStatusUrl?: string): string {
  const attributes = attribute("to", to) + attribute("action", statusUrl ?? ownStatusUrl);
  const body = content === undefined || content === "" ? "" : `<Body>${escape(content)}</Body>`;
  return `<Message${attributes}>${body}${media.map((url) => `<Media>${escape(url)}</Media>`).join("")}</Message>`;
}

function attribute(name: string, value: string | undefined): string {
  return value === undefined ? "" : ` ${name}="${escape(value)}"`;
}

/** What XML 1.0 cannot carry in any way: https://www.w3.org/TR/xml/#charsets */
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** A parser would make spaces of an attribute's white space and newlines of returns, so these are written out, too. */
function escape(text: string): string {
  return text.replace(FORBIDDEN, "").replace(/[&<>"'\t\n\r]/g, (char) => `&#${char.charCodeAt(0)};`);
}

/**
 * A time in the form of Twilio's wire Message, RFC 2822 in UTC: `Thu, 30 Jul 2015 20:12:31 +0000`. Undefined where the
 * text is no time. https://www.twilio.com/docs/messaging/api/message-resource
 */
export function rfc2822(time: string | undefined): string | undefined {
  const at = Date.parse(time ?? "");
  return Number.isNaN(at) ? undefined : new Date(at).toUTCString().replace("GMT", "+0000");
}

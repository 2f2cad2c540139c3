import { countSegments } from "../stand-in/segments";

/** What Twilio posts for an incoming message: https://www.twilio.com/docs/messaging/guides/webhook-request */
export function inboundParameters(
  given: Record<string, string>,
  defaults: { accountSid: string; messageSid: string },
): Record<string, string> {
  const { MessageSid: sid = defaults.messageSid, Body: body = "" } = given;
  const mediaCount = Object.keys(given).filter((name) => /^MediaUrl\d+$/.test(name)).length;
  return {
    ToCountry: "US",
    ToState: "CA",
    ToCity: "",
    ToZip: "",
    FromCountry: "US",
    FromState: "CA",
    FromCity: "SAN FRANCISCO",
    FromZip: "94105",
    MessageSid: sid,
    SmsSid: sid,
    SmsMessageSid: sid,
    AccountSid: defaults.accountSid,
    SmsStatus: "received",
    NumMedia: String(mediaCount),
    NumSegments: String(countSegments(body)),
    Body: body,
    ApiVersion: "2010-04-01",
    ...given,
  };
}

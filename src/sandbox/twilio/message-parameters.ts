import { parseWebhookUrl } from "./connection-overrides";
import type { TwilioError } from "./answer";

/** What POST …/Messages.json takes: https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource */
const single = [
  "To From MessagingServiceSid Body ContentSid ContentVariables StatusCallback ApplicationSid MaxPrice ProvideFeedback",
  "Attempt ValidityPeriod ForceDelivery ContentRetention AddressRetention SmartEncoded TrafficType ShortenUrls",
  "ScheduleType SendAt SendAsMms MessageIntent RiskCheck FallbackFrom Tags",
].flatMap((line) => line.split(" "));
const repeatable = ["MediaUrl", "PersistentAction"];

/** https://www.twilio.com/docs/iam/test-credentials#test-sms-messages */
const magicRecipients: Record<string, [code: number, message: string]> = {
  "+15005550001": [21211, "Invalid 'To' Phone Number: +15005550001"],
  "+15005550002": [
    21612,
    "Message cannot be sent with the current combination of 'To' and/or 'From' parameters",
  ],
  "+15005550003": [
    21408,
    "Permission to send an SMS has not been enabled for the region indicated by the 'To' number",
  ],
  "+15005550004": [21610, "Attempt to send to unsubscribed recipient"],
  "+15005550009": [21614, "'To' number is not a valid mobile number"],
};
const magicSenders: Record<string, [code: number, message: string]> = {
  "+15005550001": [21212, "Invalid 'From' Number: +15005550001"],
  "+15005550007": [
    21606,
    "The 'From' phone number provided is not a valid message-capable Twilio phone number",
  ],
  "+15005550008": [21611, "This 'From' number has exceeded the maximum number of queued messages"],
};

const earliestSendMs = 15 * 60_000;
const latestSendMs = 35 * 24 * 3_600_000;

/** The first reason for which Twilio would not take these parameters, or undefined. */
export function refuseMessage(form: URLSearchParams, now: number): TwilioError | undefined {
  const refuse = (code: number, message: string): TwilioError => ({ code, message, status: 400 });

  // The real API drops a name that it does not know; here a typo is to be seen.
  for (const name of new Set(form.keys())) {
    if (!single.includes(name) && !repeatable.includes(name))
      return refuse(20001, `Unknown parameter: ${name}`);
    if (single.includes(name) && form.getAll(name).length > 1)
      return refuse(20001, `Repeated parameter: ${name}`);
  }

  const to = form.get("To") ?? "";
  const from = form.get("From") ?? "";
  const serviceSid = form.get("MessagingServiceSid") ?? "";
  if (to === "") return refuse(21604, "A 'To' phone number is required.");
  if (from === "" && serviceSid === "") return refuse(21603, "A 'From' phone number is required.");
  if (!["Body", "MediaUrl", "ContentSid"].some((name) => form.get(name))) {
    return refuse(21602, "Message body is required.");
  }
  const magic = magicRecipients[to] ?? magicSenders[from];
  if (magic) return refuse(...magic);
  if (!isAddress(to)) return refuse(21211, `Invalid 'To' Phone Number: ${to}`);
  if ((form.get("Body") ?? "").length > 1600) {
    return refuse(21617, "The concatenated message body exceeds the 1600 character limit");
  }
  const callback = form.get("StatusCallback");
  if (callback && !isCallbackUrl(callback))
    return refuse(21609, `The StatusCallback URL ${callback} is not a valid URL.`);
  if (isScheduled(form)) {
    const aheadMs = Date.parse(form.get("SendAt") ?? "") - now;
    if (!(aheadMs >= earliestSendMs && aheadMs <= latestSendMs)) {
      return refuse(35114, "Scheduling does not support this timestamp");
    }
  }
  return undefined;
}

/** Without a Messaging Service the scheduling parameters are dropped: https://support.twilio.com/hc/en-us/articles/4412165297947 */
export const isScheduled = (form: URLSearchParams) =>
  Boolean(form.get("MessagingServiceSid")) && (form.has("SendAt") || form.has("ScheduleType"));

const isAddress = (to: string) => /^\+[1-9]\d{6,14}$/.test(to) || /^[a-z]+:\S+$/.test(to);

/** https://www.twilio.com/docs/api/errors/21609, but for this machine's own addresses, which are what the sandbox is for. */
function isCallbackUrl(text: string): boolean {
  try {
    const { protocol, hostname } = new URL(parseWebhookUrl(text).url);
    return /^https?:$/.test(protocol) && !hostname.includes("_") && text.length <= 4000;
  } catch {
    return false; // Neither a URL that cannot be parsed nor overrides that cannot be meant are called later.
  }
}

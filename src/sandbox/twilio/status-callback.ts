import type { Message } from "./message-resource";
import { errorMessage, isUnsuccessful, usualErrorCode } from "./message-status";

/** https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks */
export function statusCallbackParameters(
  message: Message,
  status: string,
  now: number,
): Record<string, string> {
  const channel = /^[a-z]+(?=:)/.exec(message.to)?.[0];
  const errorCode = message.error_code ?? usualErrorCode(status);
  return {
    MessageSid: message.sid,
    SmsSid: message.sid,
    MessageStatus: status,
    SmsStatus: status,
    AccountSid: message.account_sid,
    ...(message.from === null ? {} : { From: message.from }),
    To: message.to,
    ApiVersion: message.api_version,
    ...(message.messaging_service_sid === null ? {} : { MessagingServiceSid: message.messaging_service_sid }),
    ...(isUnsuccessful(status) ? { ErrorCode: String(errorCode) } : {}),
    // Only sometimes, say the documents: here with one of the two ways to fail.
    ...(status === "failed" ? { ErrorMessage: errorMessage(errorCode) } : {}),
    ...(channel === undefined ? smsParameters(status, now) : channelParameters(channel, status, errorCode)),
  };
}

function smsParameters(status: string, now: number): Record<string, string> {
  // YYMMDDhhmm
  const date = new Date(now).toISOString().replace(/\D/g, "").slice(2, 12);
  return ["delivered", "undelivered"].includes(status) ? { RawDlrDoneDate: date } : {};
}

function channelParameters(channel: string, status: string, errorCode: number): Record<string, string> {
  return {
    ChannelInstallSid: "XE00000000000000000000000000000001",
    ChannelPrefix: channel,
    ...(status === "read" ? { EventType: "READ" } : {}),
    ...(isUnsuccessful(status) ? { ChannelStatusMessage: errorMessage(errorCode) } : {}),
  };
}

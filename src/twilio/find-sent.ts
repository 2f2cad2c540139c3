import type { JsonObject } from "../relay/json";
import type { SendParameters } from "./send-parameters";

/** Twilio's clock and ours may differ a little, and date_created knows whole seconds only. */
const BEFORE_MS = 5_000;
/** A Function is ended after 10 s, and its request with it. */
const AFTER_MS = 20_000;

/**
 * The message that a send of unknown outcome made, among the latest to its recipient: created at that time, by the API, with
 * the same text and sender where they are known. Where two fit, neither is taken: to say nothing is better than to say
 * the wrong thing.
 */
export function findSent(
  messages: readonly JsonObject[],
  parameters: SendParameters,
  sinceMs: number,
): JsonObject | undefined {
  const fitting = messages.filter((message) => {
    const created = Date.parse(String(message.date_created));
    return (
      message.direction === "outbound-api" &&
      created >= sinceMs - BEFORE_MS &&
      created <= sinceMs + AFTER_MS &&
      fits(message.body, parameters.contentSid === undefined ? parameters.body : undefined) &&
      fits(message.messaging_service_sid, parameters.messagingServiceSid) &&
      fits(message.from, parameters.messagingServiceSid === undefined ? parameters.from : undefined)
    );
  });
  return fitting.length === 1 ? fitting[0] : undefined;
}

function fits(value: unknown, asked: string | undefined): boolean {
  return asked === undefined || value === asked;
}

import type { JsonObject } from "./json";

/** Which message an update is about. Together the two parts are unique. */
export interface MessageKey {
  /** `twilio`, `telerivet`, `volt`: lower case. */
  readonly provider: string;
  /** The provider's own id of the message. */
  readonly id: string;
}

/**
 * One change of one message, ready for Volt Insights: the core's only vocabulary.
 *
 * `payload` is what is posted. Twilio's messages go to `/data/messages/twilio` in the Message's wire form, all other
 * providers' to `/data/messages`: https://simonsays.atlassian.net/wiki/spaces/VAPI/pages/34832385
 */
export interface InsightsUpdate {
  readonly endpoint: "/data/messages/twilio" | "/data/messages";
  readonly key: MessageKey;
  /** The status as the provider words it, in lower case; undefined where the update says nothing of it. */
  readonly status: string | undefined;
  /**
   * When the provider last changed the message, as far as this update knows (epoch milliseconds); absent where the
   * provider does not say. With it, a message may also go back to an earlier status, when it is sent again, say.
   */
  readonly asOf?: number;
  readonly payload: JsonObject;
}

/** One name for one message, whatever its parts are made of. */
export function nameOf({ provider, id }: MessageKey): string {
  return JSON.stringify([provider, id]);
}

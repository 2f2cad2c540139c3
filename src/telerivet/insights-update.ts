import type { Message } from "../relay/message";
import { present } from "../relay/present";
import type { InsightsUpdate } from "../relay/update";
import type { TelerivetMessage } from "./message-view";
import { senderOf } from "./sender";
import { statusMeaning } from "./status";

export interface TelerivetOptions {
  /** The provider's name in Insights. Volt's list of known ones has none for Telerivet. @default "telerivet" */
  readonly provider?: string;
  /** Whether messages that were only simulated are brought to Insights too. @default false */
  readonly includeSimulated?: boolean;
}

export interface KnownMessage {
  readonly id: string;
  readonly status: string;
  readonly direction: Message["direction"];
  readonly said: TelerivetMessage;
}

/** Not messages in the sense of Insights. */
const LEFT_OUT = new Set(["call", "ussd", "ussd_session", "service"]);

/** Insights knows these two; a chat, or a type still to be invented, goes without one. */
const MESSAGE_TYPES = new Map([
  ["sms", "SMS"],
  ["mms", "MMS"],
]);

/**
 * A message of Telerivet for Insights' generic endpoint, or undefined where it does not belong there:
 * `{"id":"SM…","provider":"telerivet","status":"undelivered","direction":"outbound",…}`.
 * https://simonsays.atlassian.net/wiki/spaces/VAPI/pages/27426817/Sending+Message+Details+to+Volt+Insights+API
 */
export function telerivetUpdate(
  { id, status, direction, said }: KnownMessage,
  { provider = "telerivet", includeSimulated = false }: TelerivetOptions,
): InsightsUpdate | undefined {
  const type = said.message_type?.toLowerCase() ?? "";
  if (LEFT_OUT.has(type) || (said.simulated === true && !includeSimulated)) return undefined;
  const { word, final } = statusMeaning(status);
  return {
    endpoint: "/data/messages",
    key: { provider: "telerivet", id },
    status: word.toLowerCase(),
    ...present({ asOf: said.time_updated === undefined ? undefined : Date.parse(said.time_updated) }),
    payload: {
      id,
      provider,
      ...present({
        message_created_at: said.time_created,
        // Of an incoming message, time_sent is the network's own, which is not always reliable.
        message_sent_at: direction === "inbound" ? said.time_created : said.time_sent,
        message_finalized_at: final ? finalizedAt(said) : undefined,
        error_code: said.error_code,
        from_number: senderOf(said, direction),
        to_number: said.to_number,
        body: said.content,
        direction,
        message_type: MESSAGE_TYPES.get(type),
        segment_count: Number.isInteger(said.num_parts) ? said.num_parts : undefined,
      }),
      status: word,
    },
  };
}

/** A click moves time_updated; nobody clicks in a message before he has it. */
function finalizedAt({ time_updated, time_clicked }: TelerivetMessage): string | undefined {
  return [time_updated, time_clicked].filter((at) => at !== undefined).sort()[0];
}

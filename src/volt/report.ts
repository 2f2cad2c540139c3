import type { JsonObject } from "../relay/json";
import type { Message, MessageMedia } from "../relay/message";
import { present } from "../relay/present";
import type { MessageReport } from "../relay/report";
import { statusRank } from "../relay/status-rank";

type Maybe<Value> = Value | null | undefined;

/** What is known of a message of Volt's, whoever said it. Times are ISO 8601. */
export interface KnownMessage {
  readonly id: string;
  readonly direction: Message["direction"];
  readonly status: string;
  readonly from?: Maybe<string>;
  readonly to?: Maybe<string>;
  readonly body?: Maybe<string>;
  readonly errorCode?: Maybe<string | number>;
  readonly media: readonly MessageMedia[];
  readonly type?: Maybe<string>;
  readonly segments?: Maybe<number>;
  readonly createdAt?: string | undefined;
  readonly sentAt?: string | undefined;
  readonly finalizedAt?: string | undefined;
  readonly raw: JsonObject;
}

const FINAL_RANK = statusRank("delivered");

/**
 * The message for hooks, and the update for Insights' generic endpoint. What is not known is left out; a final time goes
 * with a final status only, for Insights takes what it gets.
 * https://simonsays.atlassian.net/wiki/spaces/VAPI/pages/27426817
 */
export function voltReport(known: KnownMessage): MessageReport {
  const { id, direction, status, media, raw } = known;
  const [from, to, body, type, segments] = [
    known.from ?? undefined,
    known.to ?? undefined,
    known.body ?? undefined,
    known.type ?? undefined,
    known.segments ?? undefined,
  ];
  const errorCode =
    known.errorCode === null || known.errorCode === undefined ? undefined : String(known.errorCode);
  return {
    update: {
      endpoint: "/data/messages",
      key: { provider: "volt", id },
      status,
      payload: {
        id,
        provider: "volt",
        status,
        direction,
        ...present({
          message_created_at: known.createdAt,
          message_sent_at: known.sentAt,
          message_finalized_at: statusRank(status) < FINAL_RANK ? undefined : known.finalizedAt,
          error_code: errorCode,
          from_number: from,
          to_number: to,
          body,
          message_type: type,
          segment_count: segments,
        }),
      },
    },
    message: {
      provider: "volt",
      id,
      direction,
      status,
      ...present({ from, to, body, errorCode, media: media.length === 0 ? undefined : media }),
      raw,
    },
  };
}

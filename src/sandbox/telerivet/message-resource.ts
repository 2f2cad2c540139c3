import type { Vars } from "./parameters";

/** Telerivet's Message over REST, times in Unix seconds: github.com/Telerivet/telerivet-node-client, lib/telerivet/message.js */
export interface Message {
  id: string;
  direction: "incoming" | "outgoing";
  status: string;
  message_type: string;
  source: string;
  time_created: number;
  /** Null for incoming messages and until one has been sent. */
  time_sent: number | null;
  time_updated: number;
  from_number: string;
  to_number: string;
  content: string | null;
  starred: boolean;
  simulated: boolean;
  label_ids: string[];
  route_params: Record<string, unknown>;
  vars: Vars;
  priority: number | null;
  send_attempts: number | null;
  external_id: string | null;
  num_parts: number | null;
  price: number | null;
  price_currency: string | null;
  duration: number | null;
  ring_time: number | null;
  audio_url: string | null;
  tts_lang: string | null;
  tts_voice: string | null;
  track_clicks: boolean;
  network_code: string | null;
  service_id: string | null;
  phone_id: string | null;
  contact_id: string | null;
  route_id: string | null;
  broadcast_id: string | null;
  scheduled_id: string | null;
  user_id: string | null;
  project_id: string;
  /** Absent when there is none, as everything below. */
  error_message?: string;
  error_code?: string | number;
  /** Null until the first click; absent without short URLs. */
  time_clicked?: number | null;
  short_urls?: ShortUrl[];
  media?: Media[];
  /** Only when one message is read by its id. */
  mms_parts?: object[];
}

export interface ShortUrl {
  short_url: string;
  link_type: "redirect" | "media" | "service";
  time_clicked: number | null;
  expiration_time: number | null;
  destination_url?: string;
  media_index?: number;
}

export interface Media {
  url: string;
  type: string | null;
  filename: string | null;
  size: number | null;
}

/** What each message has of its own; the rest is as a plain new one has it. */
export type MessageContent = Pick<
  Message,
  "id" | "direction" | "status" | "message_type" | "source" | "from_number" | "to_number" | "content"
> &
  Pick<Message, "phone_id" | "contact_id" | "project_id" | "time_created"> &
  Partial<Message>;

export const messageResource = (content: MessageContent): Message => ({
  time_sent: null,
  time_updated: content.time_created,
  starred: false,
  simulated: false,
  label_ids: [],
  route_params: {},
  vars: {},
  priority: null,
  send_attempts: null,
  external_id: null,
  num_parts: null,
  price: null,
  price_currency: null,
  duration: null,
  ring_time: null,
  audio_url: null,
  tts_lang: null,
  tts_voice: null,
  track_clicks: false,
  network_code: null,
  service_id: null,
  route_id: null,
  broadcast_id: null,
  scheduled_id: null,
  user_id: null,
  ...content,
});

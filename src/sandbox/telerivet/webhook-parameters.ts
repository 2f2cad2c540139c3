import type { Contact } from "./contacts";
import type { Message } from "./message-resource";
import type { Phone } from "./phone";
import { toE164 } from "./phone";
import type { Service } from "./services";

/**
 * What each webhook says before it is encoded: its own parameters, and "all other REST properties" of what it is about.
 * https://telerivet.com/api/webhook
 */
export const statusParameters = (message: Message, contact: Contact) => ({
  event: "send_status",
  ...withoutParts(message),
  contact,
});

/** `service_id` is the service that calls, `message_service_id` the one that handled the message. */
export const incomingParameters = (message: Message, contact: Contact, phone: Phone, service: Service) => ({
  event: "incoming_message",
  ...withoutParts(message),
  from_number_e164: toE164(message.from_number),
  service_id: service.id,
  message_service_id: message.service_id ?? service.id,
  contact,
  phone,
  // Of a contact that the service has not met: all null, so that nothing of it is posted.
  state: { id: null, vars: {}, time_created: null },
});

export const metadataParameters = (message: Message, contact: Contact, updateType: string) => ({
  event: "message_metadata",
  update_type: updateType,
  ...withoutParts(message),
  contact,
});

export const contactParameters = (contact: Contact, updateType: string) => ({
  event: "contact_update",
  update_type: updateType,
  ...contact,
});

/** A Broadcast as github.com/Telerivet/telerivet-node-client, lib/telerivet/broadcast.js, says, to the given numbers. */
export function broadcastParameters(
  {
    id,
    toNumbers,
    content,
    time,
  }: { id: string; toNumbers: readonly string[]; content: string; time: number },
  { phone, userId, projectId }: { phone: Phone; userId: string; projectId: string },
) {
  const count = toNumbers.length;
  return {
    event: "send_broadcast",
    id,
    recipients: toNumbers.map((number) => ({ type: "phone_number", phone_number: number })),
    recipients_str: toNumbers.join(", "),
    title: null,
    time_created: time,
    last_message_time: time,
    last_send_time: null,
    status_counts: { queued: count },
    message_count: count,
    estimated_count: count,
    message_type: "sms",
    content,
    audio_url: null,
    tts_lang: null,
    tts_voice: null,
    replace_variables: false,
    status: "queuing",
    source: "web",
    simulated: false,
    track_clicks: false,
    clicked_count: 0,
    label_ids: [],
    media: [],
    vars: {},
    route_params: {},
    price: null,
    price_currency: null,
    reply_count: 0,
    last_reply_time: null,
    route_id: phone.id,
    service_id: null,
    user_id: userId,
    user_name: "Sandbox User",
    user_email: "user@example.com",
    project_id: projectId,
  };
}

/** `mms_parts` are told only to who reads the one message. */
export function withoutParts(message: Message): Message {
  const rest = { ...message };
  delete rest.mms_parts;
  return rest;
}

import * as z from "zod/mini";
import { code, flag, number, object, objects, text, texts, time, variables } from "./values";

// What the relay knows of Telerivet's objects, as webhooks and the REST API have them. Whatever else comes passes through.
// Nothing is required: null and empty values are left out of a webhook, and a value of another kind counts as absent.

/** A person or number that the project has to do with. https://telerivet.com/api/webhook */
export const contact = z.looseObject({
  id: text,
  name: text,
  phone_number: text,
  time_created: time,
  time_updated: time,
  send_blocked: flag,
  conversation_status: text,
  last_message_time: time,
  last_incoming_message_time: time,
  last_outgoing_message_time: time,
  message_count: number,
  incoming_message_count: number,
  outgoing_message_count: number,
  last_message_id: text,
  default_route_id: text,
  group_ids: texts,
  vars: variables,
  project_id: text,
});

const contactOfMessage = object(() => contact);

/** A phone, which is the basic kind of route. */
const phone = object(() =>
  z.looseObject({
    id: text,
    name: text,
    phone_number: text,
    phone_type: text,
    /** Two letters. */
    country: text,
    send_paused: flag,
    time_created: time,
    last_active_time: time,
    vars: variables,
    project_id: text,
    battery: number,
    charging: flag,
    internet_type: text,
    app_version: text,
    android_sdk: number,
    mccmnc: code,
    manufacturer: text,
    model: text,
    /** SMS an hour. */
    send_limit: number,
  }),
);

/** Where a contact is in a service. */
const state = object(() =>
  z.looseObject({
    id: text,
    contact_id: text,
    service_id: text,
    vars: variables,
    time_created: time,
    time_updated: time,
    project_id: text,
  }),
);

const media = objects(z.looseObject({ url: text, type: text, filename: text, size: number }));

/** A Message, with what a webhook adds to it. */
export const message = z.looseObject({
  id: text,
  project_id: text,
  phone_id: text,
  contact_id: text,
  route_id: text,
  broadcast_id: text,
  scheduled_id: text,
  service_id: text,
  message_service_id: text,
  user_id: text,
  direction: text,
  status: text,
  message_type: text,
  source: text,
  time_created: time,
  time_updated: time,
  time_sent: time,
  time_clicked: time,
  from_number: text,
  from_number_e164: text,
  to_number: text,
  content: text,
  starred: flag,
  simulated: flag,
  track_clicks: flag,
  label_ids: texts,
  vars: variables,
  route_params: variables,
  priority: number,
  num_parts: number,
  price: number,
  price_currency: text,
  /** Seconds; -1 where nobody answered. */
  duration: number,
  /** Seconds. */
  ring_time: number,
  send_attempts: number,
  error_message: text,
  error_code: code,
  external_id: text,
  network_code: code,
  audio_url: text,
  tts_lang: text,
  tts_voice: text,
  short_urls: objects(
    z.looseObject({
      short_url: text,
      link_type: text,
      time_clicked: time,
      expiration_time: time,
      destination_url: text,
      media_index: number,
      service_id: text,
    }),
  ),
  media,
  mms_parts: objects(z.looseObject({ cid: text, type: text, filename: text, size: number, url: text })),
  contact: contactOfMessage,
  phone,
  state,
});

/** `message_metadata`: what users of the web app change about a message, or a call says of itself. */
export const messageMetadata = z.extend(message, {
  update_type: text,
  in_progress: flag,
  variable: text,
});

/** `contact_update`: a contact, and what was done to it. */
export const contactUpdate = z.extend(contact, { update_type: text });

/** `send_broadcast`: a Broadcast that has just been made. */
export const broadcast = z.looseObject({
  id: text,
  project_id: text,
  route_id: text,
  service_id: text,
  user_id: text,
  user_name: text,
  user_email: text,
  recipients_str: text,
  recipients: objects(
    z.looseObject({
      type: text,
      phone_number: text,
      group_id: text,
      group_name: text,
      filter_type: text,
      filter_params: variables,
    }),
  ),
  title: text,
  content: text,
  message_type: text,
  status: text,
  source: text,
  estimated_count: number,
  message_count: number,
  status_counts: variables,
  clicked_count: number,
  reply_count: number,
  time_created: time,
  last_message_time: time,
  last_send_time: time,
  last_reply_time: time,
  audio_url: text,
  tts_lang: text,
  tts_voice: text,
  replace_variables: flag,
  simulated: flag,
  track_clicks: flag,
  label_ids: texts,
  media,
  vars: variables,
  route_params: variables,
  price: number,
  price_currency: text,
});

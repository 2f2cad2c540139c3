import { countSegments } from "../stand-in/segments";
import type { Parameters } from "./body";
import { isObject } from "./body";
import type { Contact } from "./contacts";
import type { NewId } from "./ids";
import type { Message } from "./message-resource";
import { messageResource } from "./message-resource";
import { isTrue, mergeVars, textOf, textsOf } from "./parameters";
import type { Phone } from "./phone";
import { shorten } from "./short-links";

/** The Message that parameters of POST …/messages/send make, which have been checked. */
export function outgoingMessage(
  given: Parameters,
  by: {
    id: string;
    source: string;
    contact: Contact;
    phone: Phone;
    userId: string;
    projectId: string;
    /** Unix seconds. */
    time: number;
    newId: NewId;
  },
): Message {
  const { contact, phone, time } = by;
  // A phone sends `text` as SMS.
  const asked = textOf(given.message_type) ?? "text";
  const messageType = asked === "text" ? "sms" : asked;
  const isSpoken = messageType === "ussd" || messageType === "call";
  const trackClicks = isTrue(given.track_clicks);
  const shortened = shorten(isSpoken ? null : fillIn(given, contact), {
    trackClicks,
    mediaUrls: textsOf(given.media_urls),
    messageType,
    expiration: expirationOf(given.short_link_params, time),
    newShortUrl: () => `https://s.example/${by.newId("").slice(0, 6)}`,
  });
  return messageResource({
    id: by.id,
    direction: "outgoing",
    status: "queued",
    message_type: messageType,
    source: by.source,
    time_created: time,
    from_number: phone.phone_number,
    to_number: textOf(given.to_number) ?? contact.phone_number,
    simulated: isTrue(given.simulated),
    label_ids: textsOf(given.label_ids),
    route_params: isObject(given.route_params) ? given.route_params : {},
    vars: mergeVars({}, given.vars),
    priority: given.priority === 2 ? 2 : 1,
    send_attempts: 0,
    num_parts: messageType === "sms" ? countSegments(shortened.content ?? "") : null,
    audio_url: textOf(given.audio_url) ?? null,
    tts_lang: textOf(given.tts_lang) ?? null,
    tts_voice: textOf(given.tts_voice) ?? null,
    track_clicks: trackClicks,
    service_id: textOf(given.service_id) ?? null,
    phone_id: phone.id,
    contact_id: contact.id,
    user_id: by.source === "webhook" ? null : by.userId,
    project_id: by.projectId,
    ...shortened,
  });
}

/** Of the variables that can be filled in only the one that Telerivet's client names. */
function fillIn(given: Parameters, { name }: Contact): string | null {
  const content = textOf(given.content) ?? null;
  const isTemplate = isTrue(given.replace_variables) || isTrue(given.is_template);
  return isTemplate && content !== null ? content.replaceAll("[[contact.name]]", name ?? "") : content;
}

function expirationOf(shortLinkParams: unknown, time: number): number | null {
  const seconds = isObject(shortLinkParams) ? shortLinkParams.expiration_sec : undefined;
  return typeof seconds === "number" ? time + seconds : null;
}

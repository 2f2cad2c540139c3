import type { Parameters } from "./body";
import type { ContactStore, StoreOptions } from "./contacts";
import type { Media, Message } from "./message-resource";
import { messageResource } from "./message-resource";
import { canFollow, isAttempt } from "./message-status";
import { outgoingMessage } from "./outgoing-message";
import { isTrue, mergeVars, textOf } from "./parameters";
import type { Phone } from "./phone";

export interface Webhook {
  url: string;
  secret?: string | undefined;
}

/** What a phone receives. Media and `mms_parts` are an MMS's; a USSD request has no content. */
export interface Incoming {
  from_number: string;
  to_number?: string;
  content?: string | null;
  message_type?: string;
  media?: Media[];
  mms_parts?: object[];
  simulated?: boolean;
  starred?: boolean;
  label_ids?: string[];
  vars?: Message["vars"];
}

export interface StatusDetails {
  errorMessage?: string;
  errorCode?: string | number;
}

export interface MessageStore {
  /** The resources' truth, oldest first. */
  messages: ReadonlyMap<string, Message>;
  /** Throws for one that does not exist. */
  get: (id: string) => Message;
  /** Takes parameters of POST …/messages/send that have been checked. */
  send: (given: Parameters, source: string) => Message;
  receive: (incoming: Incoming, source: string) => Message;
  /** Where the message's own status webhooks go. */
  statusWebhook: (id: string) => Webhook | undefined;
  /** Moves the message on; where it cannot go is an error. */
  progress: (id: string, status: string, details?: StatusDetails) => Message;
  /** The first click on the first short link; undefined if there was one before. */
  click: (id: string) => Message | undefined;
  /** Queues the same message again. */
  requeue: (id: string) => Message;
  /** Sends the same once more, as a new message. */
  copy: (id: string) => Message;
  update: (id: string, given: Parameters) => Message;
  setService: (id: string, serviceId: string) => Message;
  remove: (id: string) => void;
}

export interface MessageStoreOptions extends StoreOptions {
  phone: Phone;
  userId: string;
  contacts: ContactStore;
}

/** Keeps the project's messages. What is here is the truth, whatever order webhooks arrive in. */
export function createMessageStore(options: MessageStoreOptions): MessageStore {
  const { projectId, phone, userId, contacts, now, newId } = options;
  const messages = new Map<string, Message>();
  const statusWebhooks = new Map<string, Webhook>();

  const keep = (message: Message) => {
    messages.set(message.id, message);
    return message;
  };
  const create = (message: Message) => {
    contacts.note(message);
    return keep(message);
  };
  const get = (id: string) => {
    const message = messages.get(id);
    if (!message) throw new Error(`The sandbox's project has no message ${id}`);
    return message;
  };
  const change = (id: string, changes: Partial<Message>) => {
    const message = get(id);
    return keep({ ...message, time_updated: Math.max(now(), message.time_updated), ...changes });
  };
  /** A click or a resend is not of the same second, even where the clock stands still. */
  const laterThan = ({ time_updated: time }: Message) => Math.max(now(), time + 1);

  return {
    messages,
    get,
    statusWebhook: (id) => statusWebhooks.get(id),
    send: (given, source) => {
      const id = newId("SM");
      const { status_url: url, status_secret: secret } = given;
      if (typeof url === "string") statusWebhooks.set(id, { url, secret: textOf(secret) });
      const contact =
        typeof given.to_number === "string"
          ? contacts.findOrCreate(given.to_number).contact
          : contacts.get(textOf(given.contact_id) ?? "");
      return create(
        outgoingMessage(given, { id, source, contact, phone, userId, projectId, time: now(), newId }),
      );
    },
    receive: (incoming, source) =>
      create(
        messageResource({
          id: newId("SM"),
          direction: "incoming",
          status: "processing",
          message_type: incoming.media ? "mms" : "sms",
          source,
          time_created: now(),
          to_number: phone.phone_number,
          content: null,
          phone_id: phone.id,
          contact_id: contacts.findOrCreate(incoming.from_number).contact.id,
          project_id: projectId,
          ...incoming,
        }),
      ),
    progress: (id, status, { errorMessage, errorCode } = {}) => {
      const message = withoutError(get(id));
      if (!canFollow(message.status, status))
        throw new RangeError(`${id} is ${message.status}, not to become ${status}`);
      const time = Math.max(now(), message.time_updated);
      return keep({
        ...message,
        status,
        time_updated: time,
        time_sent: status === "sent" ? (message.time_sent ?? time) : message.time_sent,
        send_attempts: isAttempt(status) ? (message.send_attempts ?? 0) + 1 : message.send_attempts,
        external_id: status === "sent" ? externalId(message) : message.external_id,
        ...(errorMessage === undefined ? {} : { error_message: errorMessage }),
        ...(errorCode === undefined ? {} : { error_code: errorCode }),
      });
    },
    click: (id) => {
      const message = get(id);
      if (!message.short_urls) throw new RangeError(`${id} has no short link`);
      if (typeof message.time_clicked === "number") return undefined;
      const time = laterThan(message);
      const shortUrls = message.short_urls.map((link, index) =>
        index === 0 ? { ...link, time_clicked: time } : link,
      );
      return change(id, { time_updated: time, time_clicked: time, short_urls: shortUrls });
    },
    requeue: (id) => {
      const message = withoutError(get(id));
      return keep({ ...message, status: "queued", time_updated: laterThan(message) });
    },
    copy: (id) => {
      const original = withoutError(get(id));
      const copyId = newId("SM");
      const webhook = statusWebhooks.get(id);
      if (webhook) statusWebhooks.set(copyId, webhook);
      return create({
        ...original,
        id: copyId,
        status: "queued",
        source: "api",
        time_created: now(),
        time_updated: now(),
        time_sent: null,
        send_attempts: 0,
        external_id: null,
      });
    },
    update: (id, given) => {
      const message = get(id);
      return change(id, {
        ...(given.starred === undefined ? {} : { starred: isTrue(given.starred) }),
        ...(typeof given.error_message === "string" ? { error_message: given.error_message } : {}),
        vars: mergeVars(message.vars, given.vars),
      });
    },
    setService: (id, serviceId) => change(id, { service_id: serviceId }),
    remove: (id) => void messages.delete(id),
  };

  /** A Twilio route's is the SID that Twilio gave. */
  function externalId({ external_id: present }: Message): string | null {
    return phone.phone_type === "twilio" ? (present ?? newId("SM") + newId("")) : present;
  }
}

function withoutError(message: Message): Message {
  const rest = { ...message };
  delete rest.error_message;
  delete rest.error_code;
  return rest;
}

import type { Attempt } from "../stand-in/deliver-webhook";
import type { Contact, ContactStore } from "./contacts";
import type { Courier } from "./courier";
import type { Message } from "./message-resource";
import type { MessageStore, Webhook } from "./message-store";
import type { Phone } from "./phone";
import {
  broadcastParameters,
  contactParameters,
  metadataParameters,
  statusParameters,
} from "./webhook-parameters";

/** Each has its own URL and secret under Project Settings, in the web app only. */
export const projectEvents = ["send_status", "send_broadcast", "contact_update", "message_metadata"] as const;
export type ProjectEvent = (typeof projectEvents)[number];

/** Parameters that replace the usual ones before they are encoded; null leaves one out. */
export type Extra = Record<string, unknown>;

export interface ProjectWebhooks {
  /**
   * As a user of the web app does, for all events of the project or for those that are named; undefined ends it.
   * Throws a RangeError for a URL that Telerivet would not call.
   */
  setProjectWebhook: (webhook: Webhook | undefined, ...events: ProjectEvent[]) => void;
  /** Posts the message as it is now to its own webhook, else to the project's. No webhook, no attempt. */
  sendStatus: (messageId: string, extra?: Extra) => Promise<readonly Attempt[]>;
  sendBroadcast: (
    broadcast: { toNumbers: readonly string[]; content: string },
    extra?: Extra,
  ) => Promise<readonly Attempt[]>;
  sendContactUpdate: (contactId: string, updateType: string, extra?: Extra) => Promise<readonly Attempt[]>;
  sendMetadata: (messageId: string, updateType: string, extra?: Extra) => Promise<readonly Attempt[]>;
  /** Posts whatever is given, as the event that is named, as a Rules Engine action does. */
  sendEvent: (event: string, parameters: Extra, webhook: Webhook) => Promise<readonly Attempt[]>;
}

export interface ProjectWebhooksOptions {
  courier: Courier;
  store: MessageStore;
  contacts: ContactStore;
  phone: Phone;
  userId: string;
  projectId: string;
  /** Unix seconds. */
  now: () => number;
  newId: (prefix: string) => string;
  refuseUrl: (url: unknown) => string | undefined;
}

export interface InternalWebhooks extends ProjectWebhooks {
  /** The message as it was at that moment, whatever has become of it. */
  postStatus: (message: Message, extra?: Extra) => Promise<readonly Attempt[]>;
}

export function createProjectWebhooks(options: ProjectWebhooksOptions): InternalWebhooks {
  const { courier, store, contacts, phone, userId, projectId, now, newId, refuseUrl } = options;
  const configured = new Map<ProjectEvent, Webhook>();

  async function post(
    webhook: Webhook | undefined,
    parameters: { event: string },
    extra: Extra = {},
  ): Promise<readonly Attempt[]> {
    if (!webhook) return [];
    const { delivery, last } = courier.post(webhook, { ...parameters, ...extra });
    await last;
    return delivery.attempts;
  }

  const contactOf = ({ contact_id: id }: Message): Contact => contacts.get(id ?? "");
  const postStatus: InternalWebhooks["postStatus"] = (message, extra) =>
    post(
      store.statusWebhook(message.id) ?? configured.get("send_status"),
      statusParameters(message, contactOf(message)),
      extra,
    );

  return {
    postStatus,
    setProjectWebhook: (webhook, ...events) => {
      const problem = webhook && refuseUrl(webhook.url);
      if (problem !== undefined) throw new RangeError(`The URL ${problem}`);
      for (const event of events.length === 0 ? projectEvents : events) {
        if (webhook) configured.set(event, webhook);
        else configured.delete(event);
      }
    },
    sendStatus: async (messageId, extra) => postStatus(store.get(messageId), extra),
    sendBroadcast: (broadcast, extra) =>
      post(
        configured.get("send_broadcast"),
        broadcastParameters({ ...broadcast, id: newId("BC"), time: now() }, { phone, userId, projectId }),
        extra,
      ),
    sendContactUpdate: async (contactId, updateType, extra) =>
      post(configured.get("contact_update"), contactParameters(contacts.get(contactId), updateType), extra),
    sendMetadata: async (messageId, updateType, extra) => {
      const message = store.get(messageId);
      const parameters = metadataParameters(message, contactOf(message), updateType);
      return post(configured.get("message_metadata"), parameters, extra);
    },
    sendEvent: (event, parameters, webhook) => post(webhook, { ...parameters, event }),
  };
}

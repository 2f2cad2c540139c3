import type { PendingWork } from "../stand-in/pending-work";
import type { WebhookResponse } from "../stand-in/post-webhook";
import type { ContactStore } from "./contacts";
import type { Courier, WebhookDelivery } from "./courier";
import type { Message } from "./message-resource";
import type { MessageStore } from "./message-store";
import type { Rule } from "./parameters";
import type { Phone } from "./phone";
import type { Extra } from "./project-webhooks";
import type { ServiceStore, StoredService } from "./services";
import { readAnswer } from "./webhook-answer";
import { incomingParameters } from "./webhook-parameters";

/** What came of a webhook's answer to an incoming message that asked for something, or did it wrongly. */
export interface ActedAnswer {
  messageId: string;
  serviceId: string;
  /** The ids of the messages that were sent for it. */
  replies: string[];
  /** Recorded, and nothing else: but `return_value: false`, which lets the next service run in any case. */
  variables: Record<string, unknown>;
  problems: string[];
}

export interface IncomingOptions {
  courier: Courier;
  pending: PendingWork;
  store: MessageStore;
  contacts: ContactStore;
  services: ServiceStore;
  phone: Phone;
  rules: { webhookUrl: Rule; routeId: Rule };
  onReply: (message: Message) => void;
}

export interface IncomingServices {
  answers: readonly ActedAnswer[];
  /** Calls the services that apply, one after the other. Resolves when all have answered, or are given up. */
  trigger: (messageId: string, extra?: Extra) => Promise<WebhookDelivery[]>;
}

export function createIncomingServices(options: IncomingOptions): IncomingServices {
  const { courier, pending, store, contacts, services, phone, rules, onReply } = options;
  const answers: ActedAnswer[] = [];

  /** Whether the message counts as handled now. */
  function act(message: Message, { resource: service }: StoredService, response: WebhookResponse): boolean {
    const { messages, variables, problems } = readAnswer(response, rules);
    const { id: messageId, from_number: sender, simulated } = message;
    const replies = messages.map((reply) =>
      store.send({ message_type: "sms", to_number: sender, ...reply, simulated }, "webhook"),
    );
    for (const reply of replies) onReply(reply);
    if (replies.length + problems.length + Object.keys(variables).length > 0) {
      const ids = replies.map(({ id }) => id);
      answers.push({ messageId, serviceId: service.id, replies: ids, variables, problems });
    }
    const isHandled = replies.length > 0 && variables.return_value !== false;
    if (isHandled && store.messages.has(messageId)) store.setService(messageId, service.id);
    return isHandled;
  }

  async function trigger(messageId: string, extra: Extra = {}): Promise<WebhookDelivery[]> {
    const deliveries: WebhookDelivery[] = [];
    const late: Promise<unknown>[] = [];
    let isHandled = false;
    for (const { service, webhook } of services.webhooks()) {
      const message = store.messages.get(messageId);
      if (!message) break; // Deleted in the meantime.
      if (!applies(service, message) || (isHandled && service.resource.apply_mode === "unhandled")) continue;
      const contact = contacts.get(message.contact_id ?? "");
      const parameters = incomingParameters(message, contact, phone, service.resource);
      const { delivery, first, last } = courier.post(webhook, { ...parameters, ...extra });
      deliveries.push(delivery);
      const response = await first;
      if (response) isHandled = act(message, service, response) || isHandled;
      // The next service does not wait for what is tried again.
      else late.push(last.then((answer) => answer && act(message, service, answer)));
    }
    if (store.messages.get(messageId)?.status === "processing") store.progress(messageId, "received");
    await Promise.all(late);
    return deliveries;
  }

  return { answers, trigger: (messageId, extra) => pending.track(trigger(messageId, extra)) };
}

function applies({ resource, messageTypes }: StoredService, message: Message): boolean {
  const digits = message.from_number.replace(/\D/g, "").length;
  const isText = ["sms", "mms", "chat"].includes(message.message_type);
  const hasType =
    messageTypes === null ||
    messageTypes.includes(message.message_type) ||
    (isText && messageTypes.includes("text"));
  const hasPhone = resource.phone_ids === null || resource.phone_ids.includes(message.phone_id ?? "");
  return (resource.contact_number_filter === "all" || digits >= 7) && hasType && hasPhone;
}

import * as z from "zod/mini";
import { errorMeaning } from "./error-codes";
import type { Resolver } from "./graphql/execute";
import { Refusal } from "./graphql/execute";
import type { MessageStore, VoltMessage } from "./message-store";
import { refuseMessage } from "./refuse-message";
import { voltTimeOrNull } from "./times";
import type { VoltWebhooks } from "./webhooks";

export interface OperationsOptions {
  numbers: readonly string[];
  store: MessageStore;
  webhooks: VoltWebhooks;
  onCreated: (message: VoltMessage) => void;
}

/** What the operations of the schema do. */
export function connectOperations(options: OperationsOptions): Record<string, Resolver> {
  const { numbers, store, webhooks, onCreated } = options;
  return {
    webhooks: () => [...webhooks.webhooks.values()],
    registerWebhook: (given) => webhooks.registerWebhook(urlArgument.parse(given).url),
    deleteWebhook: (given) => {
      const deleted = webhooks.deleteWebhook(idArgument.parse(given).id);
      if (!deleted) throw new Refusal("Webhook not found");
      return deleted;
    },
    createMessage: (given) => {
      const { media, ...content } = messageArguments.parse(given);
      const outbound = { ...content, media: media ?? [] };
      const refusal = refuseMessage(outbound, numbers);
      if (refusal) throw refusal;
      const message = store.create(outbound);
      onCreated(message);
      return messageObject(message);
    },
    message: (given) => {
      const message = store.messages.get(idArgument.parse(given).id);
      return message ? messageObject(message) : null;
    },
  };
}

const idArgument = z.object({ id: z.string() });
const urlArgument = z.object({ url: z.string() });
const messageArguments = z.object({
  to: z.string(),
  from: z.string(),
  body: z.string(),
  media: z.nullish(z.array(z.string())),
});

const messageObject = (message: VoltMessage) => ({
  id: message.id,
  legacyId: message.legacyId,
  toNumber: message.toNumber,
  fromNumber: message.fromNumber,
  status: message.status,
  statusDescription: message.errorCode === null ? null : errorMeaning(message.errorCode),
  errorCode: message.errorCode,
  media: message.media,
  body: message.body,
  sentAt: voltTimeOrNull(message.sentAt),
  confirmedAt: message.status === "delivered" ? voltTimeOrNull(message.completedAt) : null,
});

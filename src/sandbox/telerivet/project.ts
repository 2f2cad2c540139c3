import { setMaxListeners } from "node:events";
import { createPendingWork } from "../stand-in/pending-work";
import type { Parameters } from "./body";
import { createContactStore } from "./contacts";
import { createCourier } from "./courier";
import { createIds } from "./ids";
import { createIncomingServices } from "./incoming";
import { createJourneys } from "./journeys";
import type { Message } from "./message-resource";
import { isResentAsItself } from "./message-status";
import type { Incoming } from "./message-store";
import { createMessageStore } from "./message-store";
import { idOf } from "./parameters";
import type { Phone } from "./phone";
import { createProjectWebhooks } from "./project-webhooks";
import type { ServiceLog } from "./service-logs";
import { failureLog } from "./service-logs";
import { createServiceStore } from "./services";
import { webhookUrl } from "./webhook-url";

export interface ProjectOptions {
  projectId: string;
  /** Epoch milliseconds. */
  now: () => number;
  random: () => number;
  delayMs: number;
  retryMs: number;
  retries: number;
  timeoutMs: number;
  autopilot: boolean;
  publicOrigins: Record<string, string>;
  anyLoopbackPort: boolean;
  phoneNumber: string;
  phoneType: string;
}

/** What goes on in a Telerivet project, whoever asks for it: REST, a phone, the web app or an answer to a webhook. */
export function createProject(options: ProjectOptions) {
  const { projectId, random, delayMs, retryMs, retries, timeoutMs, publicOrigins } = options;
  const closing = new AbortController();
  const { signal } = closing;
  // Every journey and webhook under way listens for the end, and there may be many at once.
  setMaxListeners(0, signal);
  const pending = createPendingWork();
  const newId = createIds();
  const now = () => Math.floor(options.now() / 1000);
  const userId = newId("UR");
  const phone: Phone = {
    id: newId("PN"),
    name: "Sandbox phone",
    phone_number: options.phoneNumber,
    phone_type: options.phoneType,
    country: "US",
    send_paused: false,
    time_created: now(),
    last_active_time: now(),
    vars: {},
    project_id: projectId,
  };

  const common = { projectId, now, newId };
  const contacts = createContactStore(common);
  const services = createServiceStore(common);
  const store = createMessageStore({ ...common, phone, userId, contacts });
  const known = {
    webhookUrl: webhookUrl(options),
    routeId: idOf("a route", (id) => id === phone.id),
    contactId: idOf("a contact", (id) => contacts.contacts.has(id)),
  };

  const serviceLogs: ServiceLog[] = [];
  const limits = { timeoutMs, retryMs, retries, signal, publicOrigins };
  const courier = createCourier({
    ...limits,
    pending,
    onFailure: (delivery, attempt) => {
      serviceLogs.push(failureLog(delivery, attempt, now()));
    },
  });
  const refuseUrl = known.webhookUrl;
  const webhooks = createProjectWebhooks({
    ...common,
    courier,
    store,
    contacts,
    phone,
    userId,
    refuseUrl,
  });
  const { postStatus, sendContactUpdate } = webhooks;
  const { autopilot } = options;
  const journeys = createJourneys({ store, pending, postStatus, autopilot, random, delayMs, signal });
  const incoming = createIncomingServices({
    courier,
    pending,
    store,
    contacts,
    services,
    phone,
    rules: known,
    onReply: queueAloud,
  });

  /** That a message is queued is told, but for single sends by REST. */
  function queueAloud(message: Message) {
    void pending.track(postStatus(message));
    journeys.begin(message);
  }

  return {
    contacts,
    services,
    store,
    phone,
    known,
    serviceLogs,
    courier,
    webhooks,
    journeys,
    incoming,
    settled: pending.settled,
    close: () => {
      closing.abort();
      return pending.settled();
    },
    receive: (given: Incoming, source: string): Message => {
      const { contact, isNew } = contacts.findOrCreate(given.from_number);
      const message = store.receive(given, source);
      if (isNew) void pending.track(sendContactUpdate(contact.id, "auto_add"));
      return message;
    },
    /** Takes parameters that have been checked. */
    sendFromWebApp: (given: Parameters): Message => {
      const message = store.send(given, "web");
      queueAloud(message);
      return message;
    },
    resend: ({ id, status }: Message): Message => {
      const isSame = isResentAsItself(status);
      const resent = isSame ? store.requeue(id) : store.copy(id);
      if (isSame) queueAloud(resent);
      else journeys.begin(resent);
      return resent;
    },
    cancel: (message: Message): Message => {
      if (message.status === "cancelled") return message;
      journeys.stop(message.id);
      const cancelled = store.progress(message.id, "cancelled");
      void pending.track(postStatus(cancelled));
      return cancelled;
    },
    remove: ({ id }: Message) => {
      journeys.stop(id);
      store.remove(id);
    },
  };
}

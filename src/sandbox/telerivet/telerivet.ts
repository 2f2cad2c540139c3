import { sandboxNumbers } from "../accounts";
import type { StandIn } from "../stand-in/stand-in";
import { startStandIn } from "../stand-in/stand-in";
import type { Attempt } from "../stand-in/deliver-webhook";
import { notFound, telerivetError } from "./answer";
import type { Parameters } from "./body";
import type { Contact, ContactStore } from "./contacts";
import type { Courier, WebhookDelivery } from "./courier";
import type { ActedAnswer } from "./incoming";
import { refuseSend } from "./message-parameters";
import type { Message } from "./message-resource";
import { messageRoutes } from "./message-routes";
import type { Incoming, MessageStore } from "./message-store";
import { isTrue, mergeVars, textOf, textsOf } from "./parameters";
import type { Phone } from "./phone";
import { createProject } from "./project";
import { projectRoutes } from "./project-routes";
import type { Extra, ProjectWebhooks } from "./project-webhooks";
import { createGuards } from "./routing";
import type { ServiceLog } from "./service-logs";
import { serviceRoutes } from "./service-routes";
import type { StoredService } from "./services";

export interface TelerivetOptions {
  apiKey: string;
  projectId: string;
  port?: number;
  /** Epoch milliseconds; Telerivet's own times are in seconds. */
  now?: () => number;
  random?: () => number;
  /** The autopilot's usual pause between two statuses. */
  delayMs?: number;
  /** The pause before a webhook is tried again. */
  retryMs?: number;
  /** How often a webhook is tried again at most. */
  retries?: number;
  /** How long a webhook may take to answer; the real limit is 10 s. */
  timeoutMs?: number;
  autopilot?: boolean;
  /** Where public origins live on this machine: `{"https://relay.example": "http://localhost:3000"}`. */
  publicOrigins?: Record<string, string>;
  /** Takes webhook URLs with any port of this machine, and not only with the ports that the real one calls. */
  anyLoopbackPort?: boolean;
  /** Refuses `…/services/{id}/config`: whether a webhook's can be changed is unconfirmed. */
  refuseServiceConfig?: boolean;
  phoneNumber?: string;
  /** With `twilio` messages that were sent have a SID as `external_id`. */
  phoneType?: string;
}

export interface Telerivet
  extends StandIn, ProjectWebhooks, Pick<Courier, "deliveries" | "onWebhook" | "loseAnswer"> {
  /** The resources' truth, oldest first. */
  readonly messages: ReadonlyMap<string, Message>;
  readonly contacts: ReadonlyMap<string, Contact>;
  readonly services: ReadonlyMap<string, StoredService>;
  readonly serviceLogs: readonly ServiceLog[];
  /** What webhooks have asked for with their answers to incoming messages. */
  readonly answers: readonly ActedAnswer[];
  /** The project's one route. */
  readonly phone: Phone;
  /**
   * Receives a message as a phone does and calls the services that apply, until all have answered or are given up.
   * `extra` is for what only the webhook tells, as the network's `time_sent` and the contact's `state`.
   */
  receive: (
    incoming: Incoming,
    extra?: Extra,
  ) => Promise<{ id: string; deliveries: readonly WebhookDelivery[] }>;
  /** Posts an incoming message to the services once more. */
  sendIncoming: (messageId: string, extra?: Extra) => Promise<readonly WebhookDelivery[]>;
  /** Sends a message as a user of the web app does. Throws a RangeError for parameters that REST would refuse. */
  sendFromWebApp: (given: Parameters) => Message;
  /** Moves the message on and tells nobody; where it cannot go is an error. */
  progress: MessageStore["progress"];
  /** Takes the message to the next status that its number has in store, and tells of it. */
  advance: (messageId: string) => Promise<readonly Attempt[]>;
  /** Clicks on the message's short link: the first time is told, with the status as it was. */
  click: (messageId: string) => Promise<readonly Attempt[]>;
  /** Sends the message again, as REST and the web app do: the same one, or a new one where it was sent before. */
  resend: (messageId: string) => Message;
  /** Changes a contact as a user of the web app does, and tells nobody: see `sendContactUpdate`. */
  editContact: ContactStore["edit"];
  /** From now on each message goes on by itself, or does not. */
  setAutopilot: (enabled: boolean) => void;
  /** From now on each message's first status is told before the request that sent it is answered, or is not. */
  setOvertaking: (enabled: boolean) => void;
  /** Resolves when no journey and no webhook is under way. */
  settled: () => Promise<void>;
}

/** Plays https://api.telerivet.com/v1 for one project with one phone, and Telerivet's webhooks. */
export async function startTelerivet(options: TelerivetOptions): Promise<Telerivet> {
  const { apiKey, projectId, port, now = Date.now, refuseServiceConfig = false } = options;
  const project = createProject({
    random: Math.random,
    delayMs: 300,
    retryMs: 200,
    retries: 50,
    timeoutMs: 10_000,
    autopilot: false,
    publicOrigins: {},
    anyLoopbackPort: false,
    phoneNumber: sandboxNumbers.telerivetOrganisation,
    phoneType: "android",
    ...options,
    now,
  });
  const { store, contacts, services, known, courier, journeys, incoming, serviceLogs, phone } = project;
  const { postStatus, ...projectWebhooks } = project.webhooks;
  const { resend, cancel, remove } = project;
  let isOvertaking = false;

  const guards = createGuards({ apiKey, projectId });
  const standIn = await startStandIn({
    now,
    ...(port === undefined ? {} : { port }),
    notFound: () => telerivetError(notFound("Endpoint")),
    routes: [
      ...messageRoutes({
        guards,
        store,
        contacts: contacts.contacts,
        known,
        onSent: async (message) => {
          journeys.begin(message);
          if (isOvertaking) await journeys.advance(message.id);
        },
        receive: (given) => {
          const message = project.receive(incomingOf(given), "api");
          void incoming.trigger(message.id);
          return message;
        },
        resend,
        cancel,
        remove,
      }),
      ...serviceRoutes({
        guards,
        store: services,
        webhookUrl: known.webhookUrl,
        servesConfig: !refuseServiceConfig,
      }),
      ...projectRoutes({ guards, projectId, phone, logs: serviceLogs }),
    ],
  });

  return {
    ...standIn,
    ...projectWebhooks,
    deliveries: courier.deliveries,
    onWebhook: courier.onWebhook,
    loseAnswer: courier.loseAnswer,
    messages: store.messages,
    contacts: contacts.contacts,
    services: services.services,
    serviceLogs,
    answers: incoming.answers,
    phone,
    receive: async (given, extra) => {
      const { id } = project.receive(given, "phone");
      return { id, deliveries: await incoming.trigger(id, extra) };
    },
    sendIncoming: incoming.trigger,
    sendFromWebApp: (given) => {
      const refusal = refuseSend(given, known);
      if (refusal) throw new RangeError(refusal.message);
      return project.sendFromWebApp(given);
    },
    progress: store.progress,
    advance: journeys.advance,
    click: async (messageId) => {
      const clicked = store.click(messageId);
      return clicked ? postStatus(clicked) : [];
    },
    resend: (messageId) => resend(store.get(messageId)),
    editContact: contacts.edit,
    setAutopilot: journeys.setAutopilot,
    setOvertaking: (enabled) => {
      isOvertaking = enabled;
    },
    settled: project.settled,
    close: async () => {
      await Promise.all([standIn.close(), project.close()]);
    },
  };
}

/** Of the parameters of POST …/messages/receive, which have been checked. */
function incomingOf(given: Parameters): Incoming {
  const toNumber = textOf(given.to_number);
  return {
    from_number: textOf(given.from_number) ?? "",
    ...(toNumber === undefined ? {} : { to_number: toNumber }),
    content: given.message_type === "call" ? null : (textOf(given.content) ?? null),
    message_type: textOf(given.message_type) ?? "sms",
    simulated: isTrue(given.simulated),
    starred: isTrue(given.starred),
    label_ids: textsOf(given.label_ids),
    vars: mergeVars({}, given.vars),
  };
}

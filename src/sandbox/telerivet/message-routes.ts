import type { Answer, Route } from "../stand-in/stand-in";
import type { TelerivetError } from "./answer";
import { notFound, telerivetAnswer, telerivetError, telerivetJson } from "./answer";
import type { Parameters } from "./body";
import type { Contact } from "./contacts";
import { listPage } from "./list-page";
import { messageFilters } from "./message-list";
import type { Known } from "./message-parameters";
import { refuseReceive, refuseResend, refuseSend, refuseUpdate } from "./message-parameters";
import type { Message } from "./message-resource";
import { isCancellable } from "./message-status";
import type { MessageStore } from "./message-store";
import type { Guards } from "./routing";
import { anyId, projectPath } from "./routing";
import { refuseParameters } from "./parameters";
import { withoutParts } from "./webhook-parameters";

export interface MessageRouteOptions {
  guards: Guards;
  store: MessageStore;
  contacts: ReadonlyMap<string, Contact>;
  known: Known;
  /** The answer waits for it. */
  onSent: (message: Message) => Promise<unknown>;
  receive: (given: Parameters) => Message;
  resend: (message: Message) => Message;
  cancel: (message: Message) => Message;
  remove: (message: Message) => void;
}

/** github.com/Telerivet/telerivet-node-client, lib/telerivet/project.js and message.js */
export function messageRoutes(options: MessageRouteOptions): Route[] {
  const { guards, store, contacts, known, onSent, receive, resend, cancel, remove } = options;
  const filters = messageFilters(contacts);

  const withMessage =
    (act: (message: Message, given: Parameters) => Answer) =>
    (given: Parameters, { id = "" }: Record<string, string>) => {
      const message = store.messages.get(id);
      return message ? act(message, given) : telerivetError(notFound("Message"));
    };
  const readMessage = (act: (message: Message) => Answer) =>
    guards.read((_, groups) => withMessage(act)({}, groups));

  return [
    {
      method: "POST",
      path: projectPath("messages", "send"),
      act: guards.write(async (given) => {
        const refusal = refuseSend(given, known);
        if (refusal) return telerivetError(refusal);
        const message = store.send(given, "api");
        await onSent(message);
        return telerivetJson(message);
      }),
    },
    {
      method: "POST",
      path: projectPath("messages", "receive"),
      act: guards.write((given) => {
        const refusal = refuseReceive(given, known);
        return refusal ? telerivetError(refusal) : telerivetJson(receive(given));
      }),
    },
    {
      method: "GET",
      path: projectPath("messages"),
      act: guards.read(({ query }) => {
        const resources = [...store.messages.values()];
        return telerivetAnswer(listPage({ query, filters, resources, toJson: withoutParts }));
      }),
    },
    {
      method: "GET",
      path: projectPath("messages", anyId),
      act: readMessage((message) => telerivetJson(message)),
    },
    {
      method: "POST",
      path: projectPath("messages", anyId),
      act: guards.write(
        withMessage(({ id }, given) => {
          const refusal = refuseUpdate(given);
          return refusal ? telerivetError(refusal) : telerivetJson(store.update(id, given));
        }),
      ),
    },
    {
      method: "DELETE",
      path: projectPath("messages", anyId),
      act: readMessage((message) => {
        remove(message);
        return telerivetJson({});
      }),
    },
    {
      method: "POST",
      path: projectPath("messages", anyId, "resend"),
      act: guards.write(
        withMessage((message, given) => {
          const refusal =
            refuseResend(given, known) ?? (message.direction === "incoming" ? notOutgoing : undefined);
          return refusal ? telerivetError(refusal) : telerivetJson(resend(message));
        }),
      ),
    },
    {
      method: "POST",
      path: projectPath("messages", anyId, "cancel"),
      act: guards.write(
        withMessage((message, given) => {
          const refusal = refuseParameters(given, {});
          if (refusal) return telerivetError(refusal);
          if (message.direction === "outgoing" && isCancellable(message.status))
            return telerivetJson(cancel(message));
          return telerivetError({ message: "Message cannot be cancelled", code: "not_cancellable" });
        }),
      ),
    },
  ];
}

/** The code is unconfirmed. */
const notOutgoing: TelerivetError = {
  message: "Only outgoing messages can be resent",
  code: "not_resendable",
};

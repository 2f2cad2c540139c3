import { listMessages } from "./message-list";
import { refuseMessage } from "./message-parameters";
import type { Message } from "./message-resource";
import { rfc2822 } from "./message-resource";
import type { MessageStore } from "./message-store";
import type { Route } from "../stand-in/stand-in";
import { notFound, twilioError, twilioJson } from "./answer";
import { requireCredentials } from "./credentials";
import { parseForm } from "./form";

export interface TwilioRestOptions {
  accountSid: string;
  authToken: string;
  now: () => number;
  store: MessageStore;
  onCreated: (message: Message) => void;
}

/** The part of https://api.twilio.com/2010-04-01 that the relay, its tools and the SDK may use. */
export function twilioRoutes({ accountSid, authToken, now, store, onCreated }: TwilioRestOptions): Route[] {
  const refuseStranger = requireCredentials(accountSid, authToken);
  const base = `/2010-04-01/Accounts/${accountSid}`;
  const startedAt = now();

  const guarded =
    (act: Route["act"]): Route["act"] =>
    (request, groups) =>
      refuseStranger(request) ??
      (groups.account === accountSid ? act(request, groups) : notFound(request.path));

  return [
    {
      method: "POST",
      path: /^\/2010-04-01\/Accounts\/(?<account>[^/]+)\/Messages\.json$/,
      act: guarded((request) => {
        const form = parseForm(request);
        const refusal = refuseMessage(form, now());
        if (refusal) return twilioError(refusal);
        const message = store.create(form);
        onCreated(message);
        return twilioJson(201, message);
      }),
    },
    {
      method: "GET",
      path: /^\/2010-04-01\/Accounts\/(?<account>[^/]+)\/Messages\.json$/,
      act: guarded(({ query }) => {
        const list = listMessages(store.messages.values(), `${base}/Messages.json`, query);
        return "code" in list ? twilioError(list) : twilioJson(200, list);
      }),
    },
    {
      method: "GET",
      path: /^\/2010-04-01\/Accounts\/(?<account>[^/]+)\/Messages\/(?<sid>[^/]+)\.json$/,
      act: guarded(({ path }, { sid = "" }) => {
        const message = store.messages.get(sid);
        return message ? twilioJson(200, message) : notFound(path);
      }),
    },
    {
      method: "GET",
      path: /^\/2010-04-01\/Accounts\/(?<account>[^/]+)\.json$/,
      act: guarded(() =>
        twilioJson(200, {
          auth_token: authToken,
          date_created: rfc2822(startedAt),
          date_updated: rfc2822(startedAt),
          friendly_name: "Sandbox",
          owner_account_sid: accountSid,
          sid: accountSid,
          status: "active",
          subresource_uris: { messages: `${base}/Messages.json` },
          type: "Full",
          uri: `${base}.json`,
        }),
      ),
    },
  ];
}

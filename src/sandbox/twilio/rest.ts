import { listMessages } from "./message-list";
import { refuseMessage } from "./message-parameters";
import type { Message } from "./message-resource";
import { rfc2822 } from "./message-resource";
import type { MessageStore } from "./message-store";
import type { Answer, ReceivedRequest, Route } from "../stand-in/stand-in";
import { notFound, twilioError, twilioJson } from "./answer";

export interface TwilioRestOptions {
  accountSid: string;
  authToken: string;
  now: () => number;
  store: MessageStore;
  onCreated: (message: Message) => void;
}

/** The part of https://api.twilio.com/2010-04-01 that the relay, its tools and the SDK may use. */
export function twilioRoutes({ accountSid, authToken, now, store, onCreated }: TwilioRestOptions): Route[] {
  const credentials = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString("base64")}`;
  const base = `/2010-04-01/Accounts/${accountSid}`;
  const startedAt = now();

  const guarded =
    (act: Route["act"]): Route["act"] =>
    (request, groups) => {
      if (request.headers.authorization !== credentials) return unauthenticated;
      return groups.account === accountSid ? act(request, groups) : notFound(request.path);
    };

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

const refusedCredentials = twilioError({ code: 20003, message: "Authenticate", status: 401 });
const unauthenticated: Answer = {
  ...refusedCredentials,
  headers: { ...refusedCredentials.headers, "www-authenticate": 'Basic realm="Twilio API"' },
};

/** Anything that is not a form has no parameters for Twilio. */
function parseForm({ headers, body }: ReceivedRequest): URLSearchParams {
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(headers["content-type"] ?? "");
  return new URLSearchParams(isForm ? body : "");
}

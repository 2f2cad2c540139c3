import {
  ConfigurationError,
  MessageNotFoundError,
  NetworkError,
  ProviderUnreachableError,
} from "../relay/errors";
import type { Http } from "../relay/http";
import { isJsonObject, type JsonObject } from "../relay/json";
import { present } from "../relay/present";
import type { WireMessage } from "../relay/wire-message";
import { messageQuery, type MessageFilter } from "./message-filter";
import {
  callBroken,
  callFailure,
  detailsOf,
  isNotFound,
  isSuccess,
  sendBroken,
  sentMessage,
  telerivetRest,
  type RestAnswer,
  type RestRequest,
  type TelerivetAccount,
} from "./rest";

export interface Page {
  readonly items: readonly JsonObject[];
  /** Where the next page begins; absent on the last one. */
  readonly next?: string;
}

/**
 * Telerivet's REST API, as far as the relay needs it, about one project. https://telerivet.com/api/rest/curl
 *
 * Every method but `sendMessage` may be called again, and throws ConfigurationError where Telerivet does not accept the key
 * (or asks for credit), ProviderUnreachableError where it gives no usable answer now, ProviderRefusedError where it says no:
 * with the HTTP status, `provider_code` and `param`.
 */
export interface TelerivetClient {
  /**
   * Sends a message: `body` holds the parameters of `POST …/messages/send`. Never repeated.
   *
   * @throws ProviderRefusedError when Telerivet says no, ProviderUnreachableError when nothing left this machine,
   *   OutcomeUnknownError when it cannot be known whether the message was sent
   */
  sendMessage(body: JsonObject, timeoutMs: number): Promise<WireMessage>;
  /** @throws MessageNotFoundError where the project has no such message */
  fetchMessage(id: string, timeoutMs: number): Promise<WireMessage>;
  listMessages(filter: MessageFilter, timeoutMs: number): Promise<Page>;
  /** The project itself: its answer proves that the key is good. */
  fetchProject(timeoutMs: number): Promise<JsonObject>;
  /** The services of that name. */
  listServices(name: string, timeoutMs: number): Promise<readonly JsonObject[]>;
  createService(fields: JsonObject, timeoutMs: number): Promise<JsonObject>;
  updateService(id: string, fields: JsonObject, timeoutMs: number): Promise<JsonObject>;
  /** Sets what is particular to a service's type. Only some types support it. */
  serviceConfig(id: string, config: JsonObject, timeoutMs: number): Promise<void>;
  deleteService(id: string, timeoutMs: number): Promise<void>;
}

/** @param http for sends one that opens a new connection each time: a dead one is not to be mistaken for a lost answer */
export function telerivetClient(account: TelerivetAccount, http: Http): TelerivetClient {
  const rest = telerivetRest(account, http);

  async function ask(request: RestRequest): Promise<RestAnswer> {
    return rest(request).catch((error: unknown) => {
      throw error instanceof NetworkError ? callBroken(error) : error;
    });
  }

  async function call(request: RestRequest): Promise<RestAnswer> {
    const answer = await ask(request);
    if (!isSuccess(answer)) throw callFailure(answer);
    return answer;
  }

  async function callForObject(request: RestRequest): Promise<JsonObject> {
    return objectIn(await call(request));
  }

  return {
    async sendMessage(body, timeoutMs) {
      const request: RestRequest = { method: "POST", path: "/messages/send", body, timeoutMs };
      const answer = await rest(request).catch((error: unknown) => {
        throw error instanceof NetworkError ? sendBroken(error) : error;
      });
      return sentMessage(answer);
    },
    async fetchMessage(id, timeoutMs) {
      const answer = await ask({ method: "GET", path: `/messages/${encodeURIComponent(id)}`, timeoutMs });
      if (isNotFound(answer)) {
        throw new MessageNotFoundError("Telerivet does not know this message.", {
          details: detailsOf(answer),
        });
      }
      if (!isSuccess(answer)) throw callFailure(answer);
      const resource = objectIn(answer);
      if (typeof resource.id !== "string") throw notUsable("a Message");
      return { resource, text: answer.text };
    },
    async listMessages(filter, timeoutMs) {
      const path = `/messages?${messageQuery(filter).toString()}`;
      return pageOf(await callForObject({ method: "GET", path, timeoutMs }));
    },
    async fetchProject(timeoutMs) {
      const answer = await ask({ method: "GET", path: "", timeoutMs });
      if (isNotFound(answer)) {
        throw new ConfigurationError("Telerivet knows no project TELERIVET_PROJECT_ID for this key.", {
          details: detailsOf(answer),
        });
      }
      if (!isSuccess(answer)) throw callFailure(answer);
      return objectIn(answer);
    },
    async listServices(name, timeoutMs) {
      const path = `/services?${new URLSearchParams({ name }).toString()}`;
      return pageOf(await callForObject({ method: "GET", path, timeoutMs })).items;
    },
    createService: (body, timeoutMs) => callForObject({ method: "POST", path: "/services", body, timeoutMs }),
    updateService: (id, body, timeoutMs) =>
      callForObject({ method: "POST", path: servicePath(id), body, timeoutMs }),
    async serviceConfig(id, body, timeoutMs) {
      await call({ method: "POST", path: `${servicePath(id)}/config`, body, timeoutMs });
    },
    async deleteService(id, timeoutMs) {
      await call({ method: "DELETE", path: servicePath(id), timeoutMs });
    },
  };
}

function servicePath(id: string): string {
  return `/services/${encodeURIComponent(id)}`;
}

function objectIn({ body }: RestAnswer): JsonObject {
  if (body === undefined) throw notUsable("a JSON object");
  return body;
}

function notUsable(expected: string): ProviderUnreachableError {
  return new ProviderUnreachableError(`Telerivet's answer is not ${expected}.`, {
    details: { provider: "telerivet" },
  });
}

/** https://github.com/Telerivet/telerivet-node-client/blob/master/lib/telerivet/apicursor.js */
function pageOf({ data, truncated, next_marker }: JsonObject): Page {
  if (!Array.isArray(data)) throw notUsable("a page of a list");
  const next = truncated === true && typeof next_marker === "string" ? next_marker : undefined;
  return { items: data.filter(isJsonObject), ...present({ next }) };
}

import * as z from "zod/mini";
import { NetworkError } from "../relay/errors";
import type { Http } from "../relay/http";
import { isJsonObject, type JsonObject } from "../relay/json";
import { present } from "../relay/present";
import {
  detailsOf,
  mayHaveRun,
  notFound,
  readFailure,
  refused,
  throwUnreachable,
  unexpected,
  unknownOutcome,
} from "./failures";
import { voltGraphql, type GraphqlRequest, type VoltAccount } from "./graphql";
import { CREATE_MESSAGE, DELETE_WEBHOOK, MESSAGE, registration, toVariables, WEBHOOKS } from "./operations";
import type { RegisteredWebhook } from "./registered-webhook";
import { registeredWebhook } from "./schema";
import type { SendParameters } from "./send-parameters";

/** A Message as Volt has it: the parsed object, and as text. */
export interface VoltMessage {
  readonly resource: JsonObject;
  readonly text: string;
}

/** Which events are wanted. Which values `eventTypes` may have is not documented; without them, all are sent. */
export interface WebhookOptions {
  /** Only this number's events. */
  readonly primaryPhone?: string;
  readonly eventTypes?: readonly string[];
}

export interface VoltClient {
  /**
   * Sends a message. Never repeated.
   *
   * @throws ProviderRefusedError when Volt says no, ProviderUnreachableError when nothing left this machine,
   *   OutcomeUnknownError when it cannot be known whether the message was sent
   */
  createMessage(parameters: SendParameters, timeoutMs: number): Promise<VoltMessage>;
  /** @throws MessageNotFoundError, ConfigurationError, ProviderRefusedError, ProviderUnreachableError */
  message(id: string, timeoutMs: number): Promise<JsonObject>;
  /** Those that are registered. @throws ConfigurationError, ProviderRefusedError, ProviderUnreachableError */
  webhooks(timeoutMs: number): Promise<readonly RegisteredWebhook[]>;
  /**
   * Volt sends a test request to the URL at once, and registers it only where that is answered 2xx. Whether the URL is there
   * already is not looked at: see registerVoltWebhook. Never repeated.
   *
   * @throws as createMessage
   */
  registerWebhook(url: string, timeoutMs: number, options?: WebhookOptions): Promise<RegisteredWebhook>;
  /** @throws ConfigurationError, ProviderRefusedError, ProviderUnreachableError */
  deleteWebhook(id: string, timeoutMs: number): Promise<void>;
}

const MAY_BE_SENT = "the message may have been sent. Look it up in Volt before you send it again.";
const MAY_BE_REGISTERED =
  "the webhook may have been registered. List the webhooks before you register it again.";

/** Messages and webhooks by Volt's GraphQL API: https://docs.textvolt.com/v1.0/ */
export function voltClient(account: VoltAccount, http: Http): VoltClient {
  const graphql = voltGraphql(account, http);

  /** For what may be repeated without harm. */
  async function ask(field: string, request: GraphqlRequest): Promise<unknown> {
    const answer = await graphql(request).catch(throwUnreachable);
    if (answer.errors.length > 0 || answer.status < 200 || answer.status > 299) throw readFailure(answer);
    if (!Object.hasOwn(answer.data, field)) throw unexpected("complete");
    return answer.data[field];
  }

  /** For what must not be done twice. */
  async function actOnce(field: string, request: GraphqlRequest, advice: string): Promise<JsonObject> {
    const answer = await graphql(request).catch((error: unknown) => {
      const mayHaveLeft = error instanceof NetworkError && error.requestMayHaveLeft;
      return mayHaveLeft
        ? fail(unknownOutcome(advice, { network: error.reason }, error))
        : throwUnreachable(error);
    });
    const made = answer.data[field];
    // Even with an error beside it: what is there must not be taken for something that failed.
    if (isJsonObject(made) && typeof made.id === "string" && made.id !== "") return made;
    throw mayHaveRun(answer) ? unknownOutcome(advice, detailsOf(answer)) : refused(answer);
  }

  return {
    async createMessage(parameters, timeoutMs) {
      const request = { query: CREATE_MESSAGE, variables: toVariables(parameters), timeoutMs };
      const resource = await actOnce("createMessage", request, MAY_BE_SENT);
      return { resource, text: JSON.stringify(resource) };
    },
    async message(id, timeoutMs) {
      const message = await ask("message", { query: MESSAGE, variables: { id }, timeoutMs });
      if (message === null) throw notFound();
      return isJsonObject(message) ? message : fail(unexpected("a Message"));
    },
    async webhooks(timeoutMs) {
      const list = z.safeParse(
        z.array(registeredWebhook),
        await ask("webhooks", { query: WEBHOOKS, timeoutMs }),
      );
      return list.success ? list.data : fail(unexpected("a list of webhooks"));
    },
    async registerWebhook(url, timeoutMs, options = {}) {
      const variables = { url, ...present(options) };
      const request = { query: registration(variables), variables, timeoutMs };
      const made = await actOnce("registerWebhook", request, MAY_BE_REGISTERED);
      return z.parse(registeredWebhook, { ...made, url });
    },
    async deleteWebhook(id, timeoutMs) {
      await ask("deleteWebhook", { query: DELETE_WEBHOOK, variables: { id }, timeoutMs });
    },
  };
}

function fail(error: Error): never {
  throw error;
}

import {
  ConfigurationError,
  MessageNotFoundError,
  NetworkError,
  OutcomeUnknownError,
  ProviderRefusedError,
  ProviderUnreachableError,
  type RelayError,
} from "../relay/errors";
import { isJsonObject, parseJson, type JsonObject } from "../relay/json";
import { present } from "../relay/present";
import type { WireMessage } from "../relay/wire-message";
import { refusalOf, type Rest, type RestAnswer } from "./rest";

export interface TwilioClient {
  /**
   * Sends a message: `form` holds the REST API's parameters (`To`, `Body`, `MediaUrl`, …). Never repeated.
   *
   * @throws ProviderRefusedError when Twilio says no, ProviderUnreachableError when nothing left this machine,
   *   OutcomeUnknownError when it cannot be known whether the message was sent
   */
  createMessage(form: URLSearchParams, timeoutMs: number): Promise<WireMessage>;
  /** @throws MessageNotFoundError, ConfigurationError, ProviderUnreachableError */
  fetchMessage(sid: string, timeoutMs: number): Promise<WireMessage>;
  /** The latest messages to a number or address, newest first. @throws as fetchMessage */
  latestMessagesTo(to: string, timeoutMs: number): Promise<readonly JsonObject[]>;
  /** Resolves where the account's credentials are good. @throws ConfigurationError, ProviderUnreachableError */
  checkAccount(timeoutMs: number): Promise<void>;
}

/** Enough to find what was sent to one number within some seconds. */
const LATEST = 50;

/**
 * Messages by Twilio's REST API. The SDK's own `messages.create` is not used, for it drops fields of the wire form
 * (`tags`), going in and coming out. https://www.twilio.com/docs/messaging/api/message-resource
 */
export function twilioClient(accountSid: string, rest: Rest): TwilioClient {
  const base = `https://api.twilio.com/2010-04-01/Accounts/${accountSid}`;

  async function read(uri: string, timeoutMs: number): Promise<RestAnswer> {
    const answer = await rest({ method: "get", uri, timeoutMs }).catch((error: unknown) => {
      if (!(error instanceof NetworkError)) throw error;
      throw new ProviderUnreachableError("Twilio's REST API gave no answer in time.", { cause: error });
    });
    if (answer.statusCode !== 200) throw readFailure(answer);
    return answer;
  }

  return {
    async createMessage(form, timeoutMs) {
      const answer = await rest({ method: "post", uri: `${base}/Messages.json`, timeoutMs, form }).catch(
        (error: unknown) => {
          throw error instanceof NetworkError ? sendBroken(error) : error;
        },
      );
      if (answer.statusCode >= 400 && answer.statusCode < 500) throw refused(answer);
      return wireMessage(answer) ?? fail(outcomeUnknown({ twilio_status: answer.statusCode }));
    },
    async fetchMessage(sid, timeoutMs) {
      const answer = await read(`${base}/Messages/${sid}.json`, timeoutMs);
      return wireMessage(answer) ?? fail(new ProviderUnreachableError("Twilio's answer is not a Message."));
    },
    async latestMessagesTo(to, timeoutMs) {
      const query = new URLSearchParams({ To: to, PageSize: String(LATEST) });
      const page = parseJson((await read(`${base}/Messages.json?${query.toString()}`, timeoutMs)).body);
      const messages = isJsonObject(page) && Array.isArray(page.messages) ? page.messages : [];
      return messages.filter(isJsonObject);
    },
    async checkAccount(timeoutMs) {
      await read(`${base}.json`, timeoutMs);
    },
  };
}

function fail(error: RelayError): never {
  throw error;
}

function wireMessage({ statusCode, body }: RestAnswer): WireMessage | undefined {
  const resource = parseJson(body);
  const isMessage =
    statusCode >= 200 && statusCode < 300 && isJsonObject(resource) && typeof resource.sid === "string";
  return isMessage ? { resource, text: body } : undefined;
}

function sendBroken(error: NetworkError): RelayError {
  return error.requestMayHaveLeft
    ? outcomeUnknown({ network: error.reason }, error)
    : new ProviderUnreachableError("Twilio's REST API was not reached; nothing was sent. Try again.", {
        details: { provider: "twilio", network: error.reason },
        cause: error,
      });
}

function outcomeUnknown(details: Record<string, unknown>, cause?: unknown): OutcomeUnknownError {
  return new OutcomeUnknownError(
    "Twilio gave no usable answer after the request had left: the message may have been sent. Look it up in Twilio before you send it again.",
    { details: { provider: "twilio", ...details }, cause },
  );
}

function refused(answer: RestAnswer): ProviderRefusedError {
  const { code, message, more_info } = refusalOf(answer);
  return new ProviderRefusedError(message ?? "Twilio refused the request.", answer.statusCode, {
    provider: "twilio",
    ...present({ provider_code: code, more_info, retry_after: answer.headers["retry-after"] }),
  });
}

function readFailure(answer: RestAnswer): RelayError {
  const { code } = refusalOf(answer);
  const details = {
    provider: "twilio",
    twilio_status: answer.statusCode,
    ...present({ provider_code: code }),
  };
  switch (answer.statusCode) {
    case 404:
      return new MessageNotFoundError("Twilio does not know this message.", { details });
    case 401:
    case 403:
      return new ConfigurationError("Twilio does not accept ACCOUNT_SID and AUTH_TOKEN.", { details });
    default:
      return new ProviderUnreachableError("Twilio's REST API is not available.", { details });
  }
}

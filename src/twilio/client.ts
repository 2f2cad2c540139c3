import * as z from "zod/mini";
import {
  ConfigurationError,
  MessageNotFoundError,
  NetworkError,
  OutcomeUnknownError,
  ProviderRefusedError,
  ProviderUnreachableError,
  type RelayError,
} from "../relay/errors";
import type { Http } from "../relay/http";
import { isJsonObject, parseJson, type JsonObject } from "../relay/json";
import { present } from "../relay/present";
import { refusal } from "./schema";
import { transportFor, type TwilioSdk } from "./transport";

export interface TwilioAccount {
  readonly accountSid: string;
  readonly authToken: string;
}

/** A Message as Twilio wrote it: the parsed object, and the very text. */
export interface WireMessage {
  readonly resource: JsonObject;
  readonly text: string;
}

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
  /** Resolves where the account's credentials are good. @throws ConfigurationError, ProviderUnreachableError */
  checkAccount(timeoutMs: number): Promise<void>;
}

const sdkAnswer = z.object({
  statusCode: z.number(),
  body: z.string(),
  headers: z.record(z.string(), z.string()),
});
type Answer = z.output<typeof sdkAnswer>;

/**
 * Twilio's REST API. twilio-node knows credentials, regions and edges; its generated `messages.create` is not used, for
 * it drops fields of the wire form (`tags`), going in and coming out.
 * https://www.twilio.com/docs/messaging/api/message-resource
 *
 * @param loadSdk loads `twilio`, which takes some 100 ms: called only where REST is really needed
 */
export function twilioClient(
  account: TwilioAccount,
  http: Http,
  loadSdk: () => Promise<TwilioSdk>,
): TwilioClient {
  const base = `https://api.twilio.com/2010-04-01/Accounts/${account.accountSid}`;

  async function request(
    method: "get" | "post",
    uri: string,
    timeout: number,
    data?: URLSearchParams,
  ): Promise<Answer> {
    const sdk = await loadSdk();
    const client = sdk(account.accountSid, account.authToken, { httpClient: transportFor(sdk, http) });
    return z.parse(sdkAnswer, await client.request({ method, uri, timeout, ...present({ data }) }));
  }

  async function read(uri: string, timeoutMs: number): Promise<Answer> {
    const answer = await request("get", uri, timeoutMs).catch((error: unknown) => {
      if (!(error instanceof NetworkError)) throw error;
      throw new ProviderUnreachableError("Twilio's REST API gave no answer in time.", { cause: error });
    });
    if (answer.statusCode !== 200) throw readFailure(answer);
    return answer;
  }

  return {
    async createMessage(form, timeoutMs) {
      const answer = await request("post", `${base}/Messages.json`, timeoutMs, form).catch(
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
    async checkAccount(timeoutMs) {
      await read(`${base}.json`, timeoutMs);
    },
  };
}

function fail(error: RelayError): never {
  throw error;
}

function wireMessage({ statusCode, body }: Answer): WireMessage | undefined {
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

function refused(answer: Answer): ProviderRefusedError {
  const { code, message, more_info } = refusalOf(answer);
  return new ProviderRefusedError(message ?? "Twilio refused the request.", answer.statusCode, {
    provider: "twilio",
    ...present({ provider_code: code, more_info, retry_after: answer.headers["retry-after"] }),
  });
}

function readFailure(answer: Answer): RelayError {
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

function refusalOf({ body }: Answer): z.output<typeof refusal> {
  const parsed = z.safeParse(refusal, parseJson(body));
  return parsed.success ? parsed.data : { code: undefined, message: undefined, more_info: undefined };
}

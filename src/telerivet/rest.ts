import {
  ConfigurationError,
  OutcomeUnknownError,
  ProviderRefusedError,
  ProviderUnreachableError,
  type ErrorDetails,
  type NetworkError,
  type RelayError,
} from "../relay/errors";
import type { Http, HttpRequest, HttpResponse } from "../relay/http";
import { isJsonObject, parseJson, type JsonObject } from "../relay/json";
import { present } from "../relay/present";
import type { WireMessage } from "../relay/wire-message";

export interface TelerivetAccount {
  /** Acts with the rights of the Telerivet user that it belongs to. */
  readonly apiKey: string;
  readonly projectId: string;
  /** Without a slash at the end: `https://api.telerivet.com/v1`. */
  readonly url: string;
}

export interface RestRequest {
  readonly method: HttpRequest["method"];
  /** Below the project: `/messages/SM…`. */
  readonly path: string;
  readonly body?: JsonObject;
  readonly timeoutMs: number;
}

/** An answer of any status, read. Telerivet's own clients judge by `error` alone, so no status is a success by itself. */
export interface RestAnswer {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly text: string;
  /** Undefined where the answer is no JSON object. */
  readonly body: JsonObject | undefined;
  /** Undefined where the answer names no error. */
  readonly refusal: Refusal | undefined;
}

interface Refusal {
  readonly code: string | undefined;
  readonly message: string | undefined;
  readonly param: string | undefined;
}

/** @throws NetworkError when there is no whole answer */
export type Rest = (request: RestRequest) => Promise<RestAnswer>;

/** One request to Telerivet's REST API, about one project. https://telerivet.com/api/rest/curl */
export function telerivetRest({ apiKey, projectId, url }: TelerivetAccount, http: Http): Rest {
  const authorization = `Basic ${Buffer.from(`${apiKey}:`).toString("base64")}`;
  const project = `${url}/projects/${encodeURIComponent(projectId)}`;
  return async ({ method, path, body, timeoutMs }) => {
    const answer = await http({
      method,
      url: project + path,
      ...(body === undefined
        ? { headers: { authorization } }
        : { headers: { authorization, "content-type": "application/json" }, body: JSON.stringify(body) }),
      timeoutMs,
    });
    return readAnswer(answer);
  };
}

function readAnswer({ status, headers, body: text }: HttpResponse): RestAnswer {
  const parsed = parseJson(text);
  const body = isJsonObject(parsed) ? parsed : undefined;
  return { status, retryAfter: headers["retry-after"], text, body, refusal: refusalIn(body) };
}

function refusalIn(body: JsonObject | undefined): Refusal | undefined {
  const error = body?.error;
  if (error === undefined || error === null || error === false) return undefined;
  const fields = isJsonObject(error) ? error : { message: error };
  const textOf = (name: string) => (typeof fields[name] === "string" ? fields[name] : undefined);
  return { code: textOf("code"), message: textOf("message"), param: textOf("param") };
}

export function isSuccess({ status, refusal }: RestAnswer): boolean {
  return status >= 200 && status < 300 && refusal === undefined;
}

/** A 404 that is no answer of the API's own is a wrong URL, and says nothing of what was asked for. */
export function isNotFound({ status, refusal }: RestAnswer): boolean {
  return refusal !== undefined && (status === 404 || refusal.code === "not_found");
}

/** The key, the user's rights, the project's credit: an operator's matter. */
const MISCONFIGURED = new Set([401, 402, 403]);
const PASSING = new Set([408, 425, 429]);

/** What a failed call means that may be made again. */
export function callFailure(answer: RestAnswer): RelayError {
  const { status, refusal } = answer;
  const details = detailsOf(answer);
  if (MISCONFIGURED.has(status)) {
    return new ConfigurationError(
      status === 402
        ? "Telerivet asks for credit or another plan."
        : "Telerivet does not accept TELERIVET_API_KEY for TELERIVET_PROJECT_ID.",
      { details },
    );
  }
  if (refusal === undefined || PASSING.has(status) || status >= 500) {
    return new ProviderUnreachableError("Telerivet's REST API is not available.", { details });
  }
  return refused(answer, refusal);
}

export function callBroken(error: NetworkError): ProviderUnreachableError {
  return new ProviderUnreachableError("Telerivet's REST API gave no answer in time.", {
    details: { provider: "telerivet", network: error.reason },
    cause: error,
  });
}

/**
 * The message that a send's answer holds.
 *
 * @throws ProviderRefusedError where the answer says that nothing was sent; OutcomeUnknownError where it does not say
 */
export function sentMessage(answer: RestAnswer): WireMessage {
  const { status, refusal, body, text } = answer;
  if (status < 500 && refusal !== undefined) throw refused(answer, refusal);
  if (status === 429) throw refused(answer, { code: undefined, message: undefined, param: undefined });
  if (body === undefined || !isSuccess(answer) || typeof body.id !== "string") {
    throw outcomeUnknown(detailsOf(answer));
  }
  return { resource: body, text };
}

export function sendBroken(error: NetworkError): RelayError {
  return error.requestMayHaveLeft
    ? outcomeUnknown({ provider: "telerivet", network: error.reason }, error)
    : new ProviderUnreachableError("Telerivet's REST API was not reached; nothing was sent. Try again.", {
        details: { provider: "telerivet", network: error.reason },
        cause: error,
      });
}

function outcomeUnknown(details: ErrorDetails, cause?: unknown): OutcomeUnknownError {
  return new OutcomeUnknownError(
    "Telerivet gave no usable answer after the request had left: the message may have been sent. Look it up in Telerivet before you send it again.",
    { details, cause },
  );
}

/** An error may come with any status, 200 included; the relay's own answer to it is never a success. */
function refused(answer: RestAnswer, { message }: Refusal): ProviderRefusedError {
  const status = answer.status >= 400 ? answer.status : 400;
  return new ProviderRefusedError(message ?? "Telerivet refused the request.", status, detailsOf(answer));
}

export function detailsOf({ status, retryAfter, refusal }: RestAnswer): ErrorDetails {
  return {
    provider: "telerivet",
    telerivet_status: status,
    ...present({ provider_code: refusal?.code, param: refusal?.param, retry_after: retryAfter }),
  };
}

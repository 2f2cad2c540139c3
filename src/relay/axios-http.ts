import http from "node:http";
import https from "node:https";
import axios, { AxiosHeaders } from "axios";
import { plainAdapter } from "./axios-adapter";
import { NetworkError } from "./errors";
import type { Http } from "./http";

/** Failures that happen before a connection carries anything: https://nodejs.org/api/errors.html#common-system-errors */
const NOTHING_LEFT = new Set([
  "ENOTFOUND",
  "EAI_AGAIN",
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "CERT_HAS_EXPIRED",
]);

/** No upstream of the relay answers with more than a page of JSON; an endless body must not fill the memory. */
const MAX_ANSWER_BYTES = 1_000_000;

export interface HttpOptions {
  /** Keep connections open between invocations. For calls that may be repeated; a connection found dead is a failed call. */
  readonly keepAlive: boolean;
}

/** HTTP by axios, with what it is unsafe here without: a real deadline, no redirects, no throwing. */
export function createHttp({ keepAlive }: HttpOptions): Http {
  const client = axios.create({
    adapter: plainAdapter,
    httpAgent: new http.Agent({ keepAlive }),
    httpsAgent: new https.Agent({ keepAlive }),
    maxContentLength: MAX_ANSWER_BYTES,
    responseType: "text",
    transformRequest: [],
    transformResponse: [],
    validateStatus: () => true,
  });

  return async ({ method, url, headers, body, timeoutMs }) => {
    // axios' own `timeout` is an idle timer: an answer that drips outlives it.
    const abort = new AbortController();
    const timer = setTimeout(() => {
      abort.abort();
    }, timeoutMs);
    try {
      const answer = await client.request<unknown>({
        method,
        url,
        headers,
        data: body,
        signal: abort.signal,
      });
      return { status: answer.status, headers: plainHeaders(answer.headers), body: String(answer.data) };
    } catch (error) {
      const reason = abort.signal.aborted ? "TIMEOUT" : reasonOf(error);
      // The cause is left out on purpose: axios' error holds the request with its token and its text.
      throw new NetworkError(reason, !NOTHING_LEFT.has(reason));
    } finally {
      clearTimeout(timer);
    }
  };
}

function reasonOf(error: unknown): string {
  return axios.isAxiosError(error) && error.code !== undefined ? error.code : "UNKNOWN";
}

function plainHeaders(headers: unknown): Record<string, string> {
  const all = headers instanceof AxiosHeaders ? headers.toJSON(true) : {};
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [name.toLowerCase(), value]));
}

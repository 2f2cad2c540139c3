import type { HttpResponse } from "./http";
import { isJsonObject, parseJson, type JsonObject } from "./json";
import { retryAfterMs } from "./retry-after";

/** What an answer of Volt Insights means for the update that it answers. */
export type InsightsAnswer =
  | { readonly verdict: "taken"; readonly requestId?: string }
  | { readonly verdict: "try_again"; readonly status: number; readonly afterMs?: number }
  | { readonly verdict: "misconfigured"; readonly status: number }
  | { readonly verdict: "never"; readonly status: number };

const PASSING = new Set([408, 425, 429]);
/** A token replaced by a newer one, or a wrong URL: an operator cures it, the update itself is sound. */
const MISCONFIGURED = new Set([401, 403, 404, 405]);

/**
 * Volt documents only "202" and three named errors without statuses, so this is the reading that loses nothing: what an
 * operator or time can cure is never taken for a refusal of the update.
 * https://simonsays.atlassian.net/wiki/spaces/VAPI/pages/34832385
 */
export function judgeAnswer({ status, headers, body }: HttpResponse, nowMs: number): InsightsAnswer {
  const envelope = parseJson(body);
  // Volt prints its success as an envelope with a status of its own inside: a failure there is a failure.
  const inner =
    isJsonObject(envelope) && typeof envelope.statusCode === "number" ? envelope.statusCode : status;
  const effective = isSuccess(status) ? inner : status;

  if (isSuccess(effective)) return { verdict: "taken", ...requestIdOf(envelope) };
  if (PASSING.has(effective) || effective >= 500 || effective < 300) {
    const afterMs = retryAfterMs(headers["retry-after"], nowMs);
    return { verdict: "try_again", status: effective, ...(afterMs === undefined ? {} : { afterMs }) };
  }
  const aboutTheToken = /\btoken\b/i.test(body);
  if (effective < 400 || MISCONFIGURED.has(effective) || aboutTheToken) {
    return { verdict: "misconfigured", status: effective };
  }
  return { verdict: "never", status: effective };
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

function requestIdOf(envelope: unknown): { requestId?: string } {
  if (!isJsonObject(envelope)) return {};
  const inner = typeof envelope.body === "string" ? parseJson(envelope.body) : envelope.body;
  const requestId = [envelope, inner]
    .filter(isJsonObject)
    .map((level: JsonObject) => level.requestId)
    .find(isString);
  return requestId === undefined ? {} : { requestId };
}

function isString(value: unknown): value is string {
  return typeof value === "string";
}

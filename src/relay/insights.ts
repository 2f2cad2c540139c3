import type { Http, HttpResponse } from "./http";
import { judgeAnswer, type InsightsAnswer } from "./insights-answer";
import type { JsonObject } from "./json";
import type { InsightsUpdate } from "./update";

export const DEFAULT_INSIGHTS_URL = "https://v1.insights.api.textvolt.com";

export interface InsightsAccount {
  /** Without a slash at the end: `https://v1.insights.api.textvolt.com`. */
  readonly url: string;
  /** The organisation's bearer token, from Volt's Settings → Developers. */
  readonly token: string;
  /** False: the message's text is taken out before anything leaves. */
  readonly includeBody: boolean;
}

/** One POST of one update. @throws NetworkError when there was no whole answer in time. */
export type PostUpdate = (update: InsightsUpdate, timeoutMs: number) => Promise<InsightsAnswer>;

/** Posts updates to Volt Insights: https://simonsays.atlassian.net/wiki/spaces/VAPI/pages/34832385 */
export function insightsPoster(account: InsightsAccount, http: Http, now: () => number): PostUpdate {
  return async ({ endpoint, payload }, timeoutMs) => {
    const body = account.includeBody ? payload : { ...payload, body: undefined };
    return judgeAnswer(await post(account, http, endpoint, body, timeoutMs), now());
  };
}

/**
 * Asks Insights whether the way to it is open, with the check that Volt describes: an empty body with the token. At the
 * generic endpoint, where fields are required, it cannot become a message. Any refusal but one of the token or the URL
 * proves that the way is open.
 *
 * @throws NetworkError
 */
export async function probeInsights(
  account: InsightsAccount,
  http: Http,
  now: () => number,
  timeoutMs: number,
): Promise<InsightsAnswer> {
  return judgeAnswer(await post(account, http, "/data/messages", {}, timeoutMs), now());
}

function post(
  { url, token }: InsightsAccount,
  http: Http,
  endpoint: InsightsUpdate["endpoint"],
  payload: JsonObject,
  timeoutMs: number,
): Promise<HttpResponse> {
  return http({
    method: "POST",
    url: url + endpoint,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(payload),
    timeoutMs,
  });
}

import type { Http } from "./http";
import { judgeAnswer, type InsightsAnswer } from "./insights-answer";
import type { InsightsUpdate } from "./update";

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
    const answer = await http({
      method: "POST",
      url: account.url + endpoint,
      headers: { authorization: `Bearer ${account.token}`, "content-type": "application/json" },
      body: JSON.stringify(account.includeBody ? payload : { ...payload, body: undefined }),
      timeoutMs,
    });
    return judgeAnswer(answer, now());
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
  timeoutMs: number,
): Promise<InsightsAnswer> {
  const nothing: InsightsUpdate = {
    endpoint: "/data/messages",
    key: { provider: "", id: "" },
    status: "",
    payload: {},
  };
  return insightsPoster(account, http, () => 0)(nothing, timeoutMs);
}

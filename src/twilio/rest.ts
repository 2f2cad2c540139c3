import * as z from "zod/mini";
import type { Http } from "../relay/http";
import { parseJson } from "../relay/json";
import { present } from "../relay/present";
import { refusal } from "./schema";
import { transportFor, type TwilioSdk } from "./transport";

export interface TwilioAccount {
  readonly accountSid: string;
  readonly authToken: string;
}

export interface RestRequest {
  readonly method: "get" | "post";
  readonly uri: string;
  readonly timeoutMs: number;
  readonly form?: URLSearchParams;
  readonly headers?: Readonly<Record<string, string>>;
}

const restAnswer = z.lazy(() =>
  z.object({
    statusCode: z.number(),
    body: z.string(),
    headers: z.record(z.string(), z.string()),
  }),
);

/** Any status is an answer. */
export type RestAnswer = z.output<typeof restAnswer>;

/** @throws NetworkError when there is no whole answer */
export type Rest = (request: RestRequest) => Promise<RestAnswer>;

/**
 * One request to Twilio's REST API, as text both ways. twilio-node knows credentials, regions and edges.
 *
 * @param loadSdk loads `twilio`, which takes some 100 ms: called only where REST is really needed
 */
export function twilioRest(account: TwilioAccount, http: Http, loadSdk: () => Promise<TwilioSdk>): Rest {
  return async ({ method, uri, timeoutMs, form, headers = {} }) => {
    const sdk = await loadSdk();
    const client = sdk(account.accountSid, account.authToken, { httpClient: transportFor(sdk, http) });
    const request = { method, uri, timeout: timeoutMs, headers: { ...headers }, ...present({ data: form }) };
    return z.parse(restAnswer, await client.request(request));
  };
}

/** The code, message and link of a refusal, as far as the answer has them. */
export function refusalOf({ body }: RestAnswer): z.output<typeof refusal> {
  const parsed = z.safeParse(refusal, parseJson(body));
  return parsed.success ? parsed.data : { code: undefined, message: undefined, more_info: undefined };
}

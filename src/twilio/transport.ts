import type twilio from "twilio";
import Response from "twilio/lib/http/response";
import type { Http } from "../relay/http";

export type TwilioSdk = typeof twilio;

/** Used where a request names no limit of its own; the SDK's 30 s are longer than a Function lives. */
const DEFAULT_TIMEOUT_MS = 5_000;

/**
 * The relay's HTTP under twilio-node: it keeps to a real deadline, and gives the answer's text as it came, where the SDK's
 * own transport hands over a parsed object. The SDK's extension point for this:
 * https://github.com/twilio/twilio-node/blob/main/examples/custom-http-client (`httpClient`)
 */
export function transportFor(sdk: TwilioSdk, http: Http): InstanceType<TwilioSdk["RequestClient"]> {
  class Transport extends sdk.RequestClient {
    override async request<Body>(
      options: Parameters<InstanceType<TwilioSdk["RequestClient"]>["request"]>[0],
    ): Promise<Response<Body>> {
      const {
        method,
        uri,
        username = "",
        password = "",
        headers,
        data,
        timeout = DEFAULT_TIMEOUT_MS,
      } = options;
      const answer = await http({
        method: method === "post" ? "POST" : "GET",
        url: uri,
        headers: {
          ...textHeaders(headers),
          authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`,
        },
        ...(data instanceof URLSearchParams ? { body: data.toString() } : {}),
        timeoutMs: timeout,
      });
      return new Response(answer.status, answer.body as Body, answer.headers);
    }
  }
  return new Transport();
}

function textHeaders(headers: object = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
}

import http from "node:http";
import { text } from "node:stream/consumers";

export type Parameters = Readonly<Record<string, string | readonly string[]>>;

export interface Answered {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>> & { readonly sid: string };
}

export interface Ask {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: string;
  readonly body?: FormData | URLSearchParams;
  readonly host?: string;
  readonly authorization?: string;
}

export interface ServerlessClient {
  ask: (request: Ask) => Promise<Answered>;
  get: (path: string) => Promise<Answered>;
  post: (path: string, parameters: Parameters) => Promise<Answered>;
  upload: (path: string, parameters: Parameters, content?: Blob) => Promise<Answered>;
}

/** Speaks to a stand-in as the toolkit does to Twilio: forms to one host, contents to the other. */
export function serverlessClient(
  port: number,
  account: { accountSid: string; authToken: string },
): ServerlessClient {
  const proof = `Basic ${Buffer.from(`${account.accountSid}:${account.authToken}`).toString("base64")}`;

  // Not by fetch, which names the host itself.
  async function ask({ method, path, body, host = "serverless.twilio.com", authorization = proof }: Ask) {
    const encoded = new Response(body);
    const content = Buffer.from(await encoded.arrayBuffer());
    const type = encoded.headers.get("content-type");
    const headers = { host, authorization, ...(type !== null && { "content-type": type }) };
    const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
      http
        .request({ port, host: "127.0.0.1", method, path, headers }, resolve)
        .once("error", reject)
        .end(content);
    });
    const answer = await text(response);
    return {
      status: response.statusCode ?? 0,
      body: JSON.parse(answer === "" ? "{}" : answer) as Answered["body"],
    };
  }

  return {
    ask,
    get: (path) => ask({ method: "GET", path: `/v1/${path}` }),
    post: (path, parameters) =>
      ask({ method: "POST", path: `/v1/${path}`, body: fill(new URLSearchParams(), parameters) }),
    upload: (path, parameters, content) => {
      const body = fill(new FormData(), parameters);
      if (content !== undefined) body.set("Content", content);
      return ask({ method: "POST", path: `/v1/${path}`, body, host: "serverless-upload.twilio.com" });
    },
  };
}

function fill<Body extends FormData | URLSearchParams>(body: Body, parameters: Parameters): Body {
  for (const [name, value] of Object.entries(parameters))
    for (const one of typeof value === "string" ? [value] : value) body.append(name, one);
  return body;
}

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buildEndpoints } from "./builds";
import type { Answer, Call } from "./endpoint";
import { readForm } from "./form";
import { read } from "./read";
import type { ServerlessRecord } from "./record";
import { notFound, Refusal, unauthenticated } from "./refusal";
import { ResourceTree } from "./resource-tree";
import { serviceEndpoints } from "./services";
import { uploadEndpoints } from "./uploads";
import { variableEndpoints } from "./variables";

const endpoints = [...serviceEndpoints, ...uploadEndpoints, ...buildEndpoints, ...variableEndpoints];

export interface TwilioServerless extends ServerlessRecord {
  readonly port: number;
  close: () => Promise<void>;
}

/**
 * A stand-in for Twilio's Serverless API, https://serverless.twilio.com and https://serverless-upload.twilio.com in one
 * (the Host header tells which is meant). It knows what a deploy needs, keeps what a deploy brings, and refuses what
 * Twilio would refuse; a build is completed when its status is first asked for.
 * https://www.twilio.com/docs/serverless/api
 */
export async function startTwilioServerless(account: {
  accountSid: string;
  authToken: string;
}): Promise<TwilioServerless> {
  const tree = new ResourceTree(account.accountSid);
  const record: ServerlessRecord = {
    services: [],
    functions: [],
    assets: [],
    builds: [],
    variables: new Map(),
    deployments: [],
  };
  const proof = `Basic ${Buffer.from(`${account.accountSid}:${account.authToken}`).toString("base64")}`;

  async function answer(request: IncomingMessage): Promise<Answer> {
    const form = await readForm(request);
    if (request.headers.authorization !== proof) throw unauthenticated();
    const host = request.headers.host ?? "";
    const url = new URL(request.url ?? "/", `https://${host}`);
    const path = url.pathname.replace(/^\/v1\//, "");
    if (request.method === "GET" && host === "serverless.twilio.com") return read(tree, path, url);
    const endpoint = endpoints.find(
      (candidate) =>
        candidate.method === request.method && candidate.host === host && candidate.path.test(path),
    );
    if (endpoint === undefined) throw notFound(path);
    return endpoint.answer({ path, form, tree, record } satisfies Call);
  }

  const server = createServer((request, response) => {
    void answer(request)
      .catch(refused)
      .then((result) => {
        send(response, result);
      });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  return {
    ...record,
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => {
          if (error === undefined) resolve();
          else reject(error);
        });
        server.closeAllConnections();
      }),
  };
}

function refused(error: unknown): Answer {
  const refusal =
    error instanceof Refusal ? error : new Refusal(500, 20500, `The stand-in failed: ${String(error)}`);
  return { status: refusal.status, body: refusal.body };
}

function send(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { "Content-Type": "application/json" });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

import { RelayError } from "../relay/errors";
import { newPlatformResponse, type PlatformResponse } from "./platform";

export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export function json(status: number, body: object): Answer {
  return { status, contentType: "application/json", body: JSON.stringify(body) };
}

export function xml(body: string): Answer {
  return { status: 200, contentType: "text/xml", body };
}

/** `{"error":{"code","message",…details}}`. An error that is not the relay's own keeps its words to itself. */
export function errorAnswer(error: unknown): Answer {
  if (!(error instanceof RelayError)) {
    return json(500, { error: { code: "internal_error", message: "The relay failed. Its log says where." } });
  }
  const { code, message, details, status } = error;
  return json(status, { error: { code, message, ...details } });
}

export function toPlatform({ status, contentType, body, headers = {} }: Answer): PlatformResponse {
  const response = newPlatformResponse();
  response.setStatusCode(status);
  // In lower case: the local runtime encodes a text body a second time under a header spelled exactly "Content-Type".
  // https://github.com/twilio-labs/serverless-toolkit/blob/main/packages/runtime-handler/src/dev-runtime/internal/response.ts
  response.appendHeader("content-type", contentType);
  for (const [name, value] of Object.entries(headers)) response.appendHeader(name, value);
  response.setBody(body);
  return response;
}

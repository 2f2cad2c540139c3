import type { Form } from "./form";
import type { ServerlessRecord } from "./record";
import type { ResourceTree } from "./resource-tree";

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

/** A request to `path`, which is without host and version: `Services/ZS…/Builds`. */
export interface Call {
  readonly path: string;
  readonly form: Form;
  readonly tree: ResourceTree;
  readonly record: ServerlessRecord;
}

export interface Endpoint {
  readonly method: "POST" | "DELETE";
  readonly path: RegExp;
  /** Contents go to a host of their own: https://www.twilio.com/docs/serverless/api/resource/function-version */
  readonly host: "serverless.twilio.com" | "serverless-upload.twilio.com";
  readonly answer: (call: Call) => Answer | Promise<Answer>;
}

/** @param path `Services/{sid}/Builds` */
export const at = (path: string) => new RegExp(`^${path.replaceAll("{sid}", "[^/]+")}$`);

export const created = (body: unknown): Answer => ({ status: 201, body });

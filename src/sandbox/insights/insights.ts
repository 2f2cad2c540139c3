import { randomUUID } from "node:crypto";
import { genericMessageFields, sortFields, twilioMessageFields } from "./fields";
import { admit, insightsJson } from "./gateway";
import type { Answer, StandIn } from "../stand-in/stand-in";
import { startStandIn } from "../stand-in/stand-in";

export interface InsightsOptions {
  token: string;
  port?: number;
  now?: () => number;
}

/** One post that was answered 202. */
export interface AcceptedPost {
  path: string;
  body: Record<string, unknown>;
  /** The message it belongs to, a `sid` or `provider:id`; undefined if it names none, and then it changed nothing. */
  key: string | undefined;
  /** The fields that changed nothing because the endpoint does not know them, or not with this type. */
  ignored: string[];
}

export interface Insights extends StandIn {
  /** What the dashboard would show, by `sid` or `provider:id`. */
  readonly messages: ReadonlyMap<string, Record<string, unknown>>;
  readonly history: readonly AcceptedPost[];
  /** The statuses posted for one message, in the order of their posting. */
  statuses: (key: string) => string[];
  onAccepted: (listener: (post: AcceptedPost) => void) => () => void;
  /** Ends the present token, as generating a new one in Volt's settings does. */
  replaceToken: (token: string) => void;
}

/**
 * Plays https://v1.insights.api.textvolt.com, where the documents leave a choice the worse one: the last post wins in
 * every field, null overwrites, unknown or mistyped fields are dropped, and all of that is answered 202.
 */
export async function startInsights({ token, ...options }: InsightsOptions): Promise<Insights> {
  const messages = new Map<string, Record<string, unknown>>();
  const history: AcceptedPost[] = [];
  const listeners = new Set<(post: AcceptedPost) => void>();
  let currentToken = token;

  function accept(
    path: string,
    body: Record<string, unknown>,
    key: string | undefined,
    known: KnownFields,
  ): Answer {
    const { taken, ignored } = sortFields(body, known);
    if (key !== undefined) messages.set(key, { ...messages.get(key), ...taken });
    const post: AcceptedPost = { path, body, key, ignored };
    history.push(post);
    for (const listener of listeners) listener(post);
    return insightsJson(202, { message: "Received message data", requestId: randomUUID() });
  }

  const standIn = await startStandIn({
    ...options,
    notFound: () => insightsJson(404, { message: "Not Found" }),
    routes: [
      {
        method: "POST",
        path: /^\/data\/messages\/twilio$/,
        act: (request) => {
          const admitted = admit(request, currentToken);
          if ("refusal" in admitted) return admitted.refusal;
          const { sid } = admitted.body;
          const key = typeof sid === "string" && sid !== "" ? sid : undefined;
          return accept(request.path, admitted.body, key, twilioMessageFields);
        },
      },
      {
        method: "POST",
        path: /^\/data\/messages$/,
        act: (request) => {
          const admitted = admit(request, currentToken);
          if ("refusal" in admitted) return admitted.refusal;
          const { id, provider } = admitted.body;
          const missing = Object.entries({ id, provider }).filter(
            ([, value]) => typeof value !== "string" || value === "",
          );
          if (missing.length > 0) {
            return insightsJson(400, {
              message: `Missing required fields: ${missing.map(([name]) => name).join(", ")}`,
            });
          }
          return accept(
            request.path,
            admitted.body,
            `${String(provider)}:${String(id)}`,
            genericMessageFields,
          );
        },
      },
    ],
  });

  return {
    ...standIn,
    messages,
    history,
    statuses: (key) =>
      history
        .filter((post) => post.key === key)
        .map(({ body }) => body.status)
        .filter((status) => typeof status === "string"),
    onAccepted: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    replaceToken: (replacement) => {
      currentToken = replacement;
    },
  };
}

type KnownFields = Parameters<typeof sortFields>[1];

import * as z from "zod/mini";
import type { Http } from "../relay/http";
import { isJsonObject, parseJson, type JsonObject } from "../relay/json";
import { present } from "../relay/present";
import { graphqlError } from "./schema";

export interface VoltAccount {
  /** VOLT_GRAPHQL_URL: `https://api.respondflow.com/graphql`. */
  readonly url: string;
  /** The organisation's bearer token, VOLT_API_TOKEN: the same as for Insights. */
  readonly token: string;
}

export interface GraphqlRequest {
  readonly query: string;
  readonly variables?: JsonObject;
  readonly timeoutMs: number;
}

/** https://spec.graphql.org/October2021/#sec-Errors.Error-result-format */
export interface GraphqlError {
  readonly message?: string | null | undefined;
  readonly path?: readonly unknown[] | null | undefined;
  readonly extensions?: { readonly code?: string | null | undefined } | null | undefined;
}

/** Any status is an answer. Errors and data may come together, with any status. */
export interface GraphqlAnswer {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly data: JsonObject;
  readonly errors: readonly GraphqlError[];
  /** Volt's own words of what is wrong, where it has any. */
  readonly message: string | undefined;
}

/** @throws NetworkError when there is no whole answer */
export type Graphql = (request: GraphqlRequest) => Promise<GraphqlAnswer>;

const MOST_WORDS = 500;

/** One request to Volt's GraphQL API: https://docs.textvolt.com/v1.0/ */
export function voltGraphql({ url, token }: VoltAccount, http: Http): Graphql {
  return async ({ query, variables, timeoutMs }) => {
    const answer = await http({
      method: "POST",
      url,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ query, ...present({ variables }) }),
      timeoutMs,
    });
    const parsed = parseJson(answer.body);
    const body = isJsonObject(parsed) ? parsed : {};
    const errors = errorsOf(body.errors);
    // A gateway before the API answers without GraphQL's form.
    const words = errors[0]?.message ?? (answer.status >= 400 ? body.message : undefined);
    return {
      status: answer.status,
      retryAfter: answer.headers["retry-after"],
      data: isJsonObject(body.data) ? body.data : {},
      errors,
      message: typeof words === "string" ? words.slice(0, MOST_WORDS) : undefined,
    };
  };
}

/** An error of whatever form is an error still. */
function errorsOf(errors: unknown): z.output<typeof graphqlError>[] {
  if (errors === undefined || errors === null) return [];
  return [errors].flat().map((error) => {
    const result = z.safeParse(graphqlError, error);
    return result.success ? result.data : { message: undefined, path: undefined, extensions: undefined };
  });
}

import * as z from "zod/mini";
import type { Answer, ReceivedRequest, Route } from "../stand-in/stand-in";
import { connectSchema } from "./connect-schema";
import type { GraphqlRequest, Resolver } from "./graphql/execute";
import { execute } from "./graphql/execute";
import { GraphqlError } from "./graphql/graphql-error";

export interface EndpointOptions {
  token: () => string;
  operations: Record<string, Resolver>;
  /** The HTTP status of a request that is not valid GraphQL here; Volt's is not known. */
  invalidStatus: number;
  /** The HTTP status of a refusal by an operation. */
  refusalStatus: number;
}

export const graphqlErrors = (status: number, message: string): Answer => ({
  status,
  body: JSON.stringify({ errors: [{ message }] }),
});

/** POST https://api.respondflow.com/graphql: https://docs.textvolt.com/v1.0/ */
export function graphqlRoute(options: EndpointOptions): Route {
  const { token, operations, invalidStatus, refusalStatus } = options;
  return {
    method: "POST",
    path: /^(\/v1\.0)?\/graphql$/,
    act: async (request) => {
      const { headers } = request;
      if (headers.authorization !== `Bearer ${token()}`) return graphqlErrors(401, "Unauthorized");
      if (!/^application\/json\b/i.test(headers["content-type"] ?? "")) {
        return graphqlErrors(415, "Unsupported Media Type");
      }
      try {
        const result = await execute(readRequest(request), connectSchema, operations);
        return { status: result.errors ? refusalStatus : 200, body: JSON.stringify(result) };
      } catch (error) {
        if (!(error instanceof GraphqlError)) throw error;
        return graphqlErrors(invalidStatus, error.message);
      }
    },
  };
}

const requestBody = z.object({
  query: z.string(),
  variables: z.nullish(z.record(z.string(), z.unknown())),
  operationName: z.nullish(z.string()),
});

function readRequest({ body }: ReceivedRequest): GraphqlRequest {
  const parsed = requestBody.safeParse(parseJson(body));
  if (!parsed.success) {
    throw new GraphqlError(
      "The body must be a JSON object with the text query, the object variables and the text operationName.",
    );
  }
  const { query, variables, operationName } = parsed.data;
  return { query, variables: variables ?? {}, operationName: operationName ?? undefined };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined; // Not JSON is refused like any other body that is no request.
  }
}

import {
  ConfigurationError,
  MessageNotFoundError,
  NetworkError,
  OutcomeUnknownError,
  ProviderRefusedError,
  ProviderUnreachableError,
  type ErrorDetails,
  type RelayError,
} from "../relay/errors";
import { present } from "../relay/present";
import type { GraphqlAnswer } from "./graphql";

/** The codes that GraphQL servers commonly have; Volt's are not documented. https://www.apollographql.com/docs/apollo-server/data/errors */
const TOKEN_CODES = ["UNAUTHENTICATED", "FORBIDDEN"];
const SERVER_FAULT = "INTERNAL_SERVER_ERROR";

/** Why a request that may be repeated has failed. */
export function readFailure(answer: GraphqlAnswer): RelayError {
  const { status, errors } = answer;
  const details = { ...detailsOf(answer), ...present({ provider_message: answer.message }) };
  const code = codeOf(answer);
  if (status === 401 || status === 403 || TOKEN_CODES.includes(code ?? "")) {
    return new ConfigurationError("Volt does not accept VOLT_API_TOKEN.", { details });
  }
  if (code === "NOT_FOUND") return notFound(details);
  if (errors.length > 0 && status < 500) return refused(answer);
  if (status === 404 || status === 405 || (status >= 300 && status < 400)) {
    return new ConfigurationError(`VOLT_GRAPHQL_URL is no GraphQL API: it answered ${status}.`, { details });
  }
  return isPassing(status)
    ? new ProviderUnreachableError("Volt's API is not available.", { details })
    : refused(answer);
}

/**
 * Whether something may have been done although the answer does not show it: a fault of the server, a failure in what
 * the mutation gave back (its path then leads into the result), or an answer that says neither yes nor no.
 */
export function mayHaveRun(answer: GraphqlAnswer): boolean {
  const { status, errors } = answer;
  if (errors.length === 0) return status < 400 || status >= 500;
  return (
    status >= 500 ||
    errors.some(({ path, extensions }) => (path?.length ?? 0) > 1 || extensions?.code === SERVER_FAULT)
  );
}

/** Volt says no, in its own words. A refusal that comes with a status of success counts as a bad request. */
export function refused(answer: GraphqlAnswer): ProviderRefusedError {
  const { status, message = "Volt refused the request." } = answer;
  return new ProviderRefusedError(message, status >= 400 ? status : 400, detailsOf(answer));
}

export function notFound(details: ErrorDetails = { provider: "volt" }): MessageNotFoundError {
  return new MessageNotFoundError("Volt does not know this message.", { details });
}

export function unexpected(what: string): ProviderUnreachableError {
  return new ProviderUnreachableError(`Volt's answer is not ${what}.`, { details: { provider: "volt" } });
}

/** @param advice what may have been done, and what to look at before it is tried again */
export function unknownOutcome(advice: string, details: ErrorDetails, cause?: unknown): OutcomeUnknownError {
  return new OutcomeUnknownError(`Volt gave no usable answer after the request had left: ${advice}`, {
    details: { provider: "volt", ...details },
    cause,
  });
}

/** @throws ProviderUnreachableError for a NetworkError, the error itself otherwise */
export function throwUnreachable(error: unknown): never {
  if (!(error instanceof NetworkError)) throw error;
  throw new ProviderUnreachableError("Volt's API gave no answer in time. Trying again is safe.", {
    details: { provider: "volt", network: error.reason },
    cause: error,
  });
}

export function detailsOf(answer: GraphqlAnswer): ErrorDetails {
  return {
    provider: "volt",
    volt_status: answer.status,
    ...present({ provider_code: codeOf(answer), retry_after: answer.retryAfter }),
  };
}

function codeOf({ errors }: GraphqlAnswer): string | undefined {
  return errors[0]?.extensions?.code ?? undefined;
}

function isPassing(status: number): boolean {
  return status < 400 || status === 408 || status === 425 || status === 429 || status >= 500;
}

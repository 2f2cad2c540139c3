/** What went wrong, in words that are safe to show and to log: no secrets, no message text, no full numbers. */
export interface ErrorDetails {
  readonly [name: string]: unknown;
}

/**
 * The base of every error of the relay.
 *
 * `code` is stable and documented in docs/errors.md; `status` is the HTTP status that answers with it; `retryable`
 * says whether the same request can succeed later without a change; `details` are shown beside the message.
 */
export abstract class RelayError extends Error {
  abstract override readonly name: string;
  abstract readonly code: string;
  abstract readonly status: number;
  readonly retryable: boolean = false;
  readonly details: ErrorDetails;

  constructor(message: string, { details = {}, cause }: { details?: ErrorDetails; cause?: unknown } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.details = details;
  }
}

/** One thing that is wrong with an input: where, and what was expected there. */
export interface Problem {
  readonly path: string;
  readonly message: string;
}

/** The input does not have the expected form; every problem is named at once. */
export class InvalidInputError extends RelayError {
  override readonly name = "InvalidInputError";
  readonly code = "invalid_request";
  readonly status = 400;

  constructor(
    what: string,
    readonly problems: readonly Problem[],
  ) {
    super(`${what}: ${problems.map(({ path, message }) => `${path}: ${message}`).join("; ")}`, {
      details: { problems },
    });
  }
}

/** The relay itself is not set up: a setting is missing or unusable. Names settings, never values. */
export class ConfigurationError extends RelayError {
  override readonly name = "ConfigurationError";
  readonly code = "configuration_error";
  readonly status = 500;
}

/** The bearer key is missing or wrong. */
export class UnauthorizedError extends RelayError {
  override readonly name = "UnauthorizedError";
  readonly code = "unauthorized";
  readonly status = 401;
}

/** The request does not prove that it comes from who it claims to come from. */
export class UnprovenError extends RelayError {
  override readonly name = "UnprovenError";
  readonly code = "invalid_signature";
  readonly status = 403;
}

/** The content type is none that the function can read. */
export class UnsupportedMediaTypeError extends RelayError {
  override readonly name = "UnsupportedMediaTypeError";
  readonly code = "unsupported_media_type";
  readonly status = 415;
}

/** The body is larger than the function accepts. */
export class PayloadTooLargeError extends RelayError {
  override readonly name = "PayloadTooLargeError";
  readonly code = "payload_too_large";
  readonly status = 413;
}

/** The key that a signature is to be checked with cannot be read now, so nothing can be said about the signature. */
export class KeyUnavailableError extends RelayError {
  override readonly name = "KeyUnavailableError";
  readonly code = "key_unavailable";
  readonly status = 503;
  override readonly retryable = true;
}

/** An update could be neither delivered nor kept: whoever sent it should send it again. */
export class NotDeliveredError extends RelayError {
  override readonly name = "NotDeliveredError";
  readonly code = "not_delivered";
  readonly status = 503;
  override readonly retryable = true;
}

/** Thrown by a hook that wants a source which retries to come again later. */
export class RetryLater extends RelayError {
  override readonly name = "RetryLater";
  readonly code = "retry_later";
  readonly status = 503;
  override readonly retryable = true;

  constructor(message = "A hook asked for this request to be sent again later.", cause?: unknown) {
    super(message, { cause });
  }
}

/** The provider said no: nothing was sent. Keeps the provider's own status, code, message and link. */
export class ProviderRefusedError extends RelayError {
  override readonly name = "ProviderRefusedError";
  readonly code = "provider_refused";

  constructor(
    message: string,
    readonly status: number,
    details: ErrorDetails,
  ) {
    super(message, { details });
  }
}

/** The provider was not reached, so nothing was sent. */
export class ProviderUnreachableError extends RelayError {
  override readonly name = "ProviderUnreachableError";
  readonly code = "provider_unreachable";
  readonly status = 502;
  override readonly retryable = true;
}

/** The request reached the provider, or may have, and no answer tells what became of it. Never repeated by the relay. */
export class OutcomeUnknownError extends RelayError {
  override readonly name = "OutcomeUnknownError";
  readonly code = "outcome_unknown";
  readonly status = 504;
}

/** The provider has no such message. */
export class MessageNotFoundError extends RelayError {
  override readonly name = "MessageNotFoundError";
  readonly code = "message_not_found";
  readonly status = 404;
}

/** An HTTP exchange broke or ran out of time before there was a whole answer. */
export class NetworkError extends RelayError {
  override readonly name = "NetworkError";
  readonly code = "network_error";
  readonly status = 502;
  override readonly retryable = true;

  constructor(
    /** Node's word for it (ECONNRESET, ENOTFOUND, …), or `TIMEOUT`. */
    readonly reason: string,
    /** False only where it is certain that no byte of the request left this machine. */
    readonly requestMayHaveLeft: boolean,
    cause?: unknown,
  ) {
    super(`The HTTP exchange failed: ${reason}`, { cause });
  }
}

/** The store cannot be asked now; whether a write was done is not known. */
export class StoreUnavailableError extends RelayError {
  override readonly name = "StoreUnavailableError";
  readonly code = "store_unavailable";
  readonly status = 503;
  override readonly retryable = true;
}

/** This Idempotency-Key belongs to another message. */
export class KeyReusedError extends RelayError {
  override readonly name = "KeyReusedError";
  readonly code = "idempotency_key_reused";
  readonly status = 422;
}

/** The first request with this Idempotency-Key has not ended yet. */
export class SendInProgressError extends RelayError {
  override readonly name = "SendInProgressError";
  readonly code = "send_in_progress";
  readonly status = 409;
  override readonly retryable = true;
}

/** The same event came before, and what it brings about is still under way. Its source should send it again. */
export class EventInProgressError extends RelayError {
  override readonly name = "EventInProgressError";
  readonly code = "event_in_progress";
  readonly status = 503;
  override readonly retryable = true;
}

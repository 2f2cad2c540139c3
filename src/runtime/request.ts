import { isJsonObject, type JsonObject } from "../relay/json";
import type { Event } from "./platform";

export interface RelayRequest {
  /** Undefined where the header is absent; a list where it is repeated. Names in lower case. */
  readonly header: (name: string) => unknown;
  /** Query and body, merged as the runtime hands them over, on a null prototype. */
  readonly parameters: JsonObject;
}

/**
 * The runtime's event, with the headers told from the parameters.
 *
 * A body with a key `request` replaces the real one, so headers can be forged; a header is worth only as much as the
 * secret in it, and none is ever believed for merely being there.
 */
export function readRequest(event: Event): RelayRequest {
  const { request, ...rest } = event;
  const headers = isJsonObject(request) && isJsonObject(request.headers) ? request.headers : {};
  return {
    header: (name) => (Object.hasOwn(headers, name) ? headers[name] : undefined),
    parameters: Object.assign(Object.create(null), rest) as JsonObject,
  };
}

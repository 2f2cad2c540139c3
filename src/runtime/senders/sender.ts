import type { JsonObject } from "../../relay/json";
import type { WireMessage } from "../../relay/wire-message";
import { DELIVERY_SETTINGS } from "../delivery-tools";
import { URL_SETTINGS } from "../public-urls";
import type { Visit } from "../route";

export const SEND_SETTINGS = ["RELAY_API_KEY", ...DELIVERY_SETTINGS, ...URL_SETTINGS] as const;
export type SendVisit = Visit<(typeof SEND_SETTINGS)[number]>;

/** One message that is to be sent, by whichever provider. */
export interface Sending {
  /** The parameters, checked: they tell this message from any other. */
  readonly message: object;
  /**
   * What the provider's first answer says of the Message and a later look at it would not; kept, so that a replay can say
   * the same. Never a text or a number.
   */
  readonly saidAtFirst: (resource: JsonObject) => JsonObject;
  /**
   * Sends, or throws: OutcomeUnknownError where it may have sent all the same.
   *
   * @param ref the relay's own name for this send, where the provider keeps one
   */
  readonly send: (ref: string) => Promise<WireMessage>;
  readonly idOf: (resource: JsonObject) => string;
  /** Brings the Message to Insights, and says what became of it. Never throws. */
  readonly forward: (resource: JsonObject) => Promise<JsonObject>;
  /** The Message as its provider has it now. */
  readonly fetch: (id: string) => Promise<JsonObject>;
  /** The Message that a send of unknown outcome, begun at that time (epoch milliseconds), has made. */
  readonly find: (ref: string, sinceMs: number) => Promise<JsonObject | undefined>;
}

/** @throws InvalidInputError, or ConfigurationError where the provider's settings are missing */
export type Sender = (parameters: JsonObject, visit: SendVisit) => Sending;

export function pick(resource: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(names.map((name) => [name, resource[name]]));
}

import type { KeyObject } from "node:crypto";
import type { Deadline } from "../relay/deadline";
import { KeyUnavailableError, UnprovenError } from "../relay/errors";
import type { JsonObject } from "../relay/json";
import { sameSecret } from "../relay/same-secret";
import type { KeySource } from "./key-source";
import {
  DEFAULT_DIGESTS,
  proveVoltSignature,
  type ProvenForm,
  type SignatureDigest,
  type SignatureMemory,
} from "./signature";

export interface VoltWebhook {
  /** The X-Respond-Flow-Signature header, as it came: nothing but one text can be a proof. */
  readonly signature: unknown;
  /** Query and body, merged as Functions hand them over, without `request`. */
  readonly parameters: JsonObject;
}

export interface VoltTrust {
  /** VOLT_WEBHOOK_TOKEN, which the registered URL carries: `…/volt/webhook?token=…`. Without one, only signatures count. */
  readonly token: string | undefined;
  /** True: the token alone is no proof. */
  readonly requireSignature?: boolean;
  /** SHA-256 and SHA-512, unless others are pinned. */
  readonly digests?: readonly SignatureDigest[];
  readonly keys: KeySource;
  /** Of this instance, so that a known way to sign is tried first. */
  readonly memory: SignatureMemory;
  readonly deadline: Deadline;
}

export interface ProvenVoltWebhook {
  /** The body's keys, without the query's. */
  readonly body: JsonObject;
  readonly verified: "signature" | "token";
  /** How it was signed, where the signature fits. */
  readonly form?: ProvenForm;
}

/**
 * Proves a message webhook of Volt: by its signature over the body, or by the token in the URL that was registered.
 *
 * Where the token is right, a signature that does not fit changes nothing unless it is demanded: a Function has no raw body,
 * so what does not fit may be genuine (see proveVoltSignature). A key `token` in the body hides the query's, as Functions
 * merge the two; then only who knows the token is believed still.
 * https://simonsays.atlassian.net/wiki/spaces/VAPI/blog/2022/06/24/6651985
 *
 * @throws UnprovenError where neither is proof; KeyUnavailableError where the signature counts and cannot be checked now
 */
export async function proveVoltWebhook(webhook: VoltWebhook, trust: VoltTrust): Promise<ProvenVoltWebhook> {
  const { token, ...body } = webhook.parameters;
  const tokenSuffices = trust.requireSignature !== true && isToken(token, trust.token);
  const form = await provenForm(webhook.signature, body, tokenSuffices, trust);
  if (form !== undefined) return { body, verified: "signature", form };
  if (tokenSuffices) return { body, verified: "token" };
  throw unproven(webhook.signature, trust);
}

function isToken(given: unknown, expected = ""): boolean {
  return typeof given === "string" && expected !== "" && sameSecret(given, expected);
}

async function provenForm(
  signature: unknown,
  body: JsonObject,
  isOptional: boolean,
  { digests = DEFAULT_DIGESTS, keys, memory, deadline }: VoltTrust,
): Promise<ProvenForm | undefined> {
  if (typeof signature !== "string" || signature === "") return undefined;
  const formUnder = (key: KeyObject) => proveVoltSignature({ signature, body, key, digests, memory });
  try {
    const key = await keys.current(deadline.remainingMs());
    const form = formUnder(key);
    // Where nothing depends on it, Volt's key is not asked for once more.
    if (form !== undefined || isOptional) return form;
    const successor = await keys.successorOf(key, deadline.remainingMs());
    return successor === undefined ? undefined : formUnder(successor);
  } catch (error) {
    if (isOptional && error instanceof KeyUnavailableError) return undefined;
    throw error;
  }
}

function unproven(signature: unknown, { requireSignature, token }: VoltTrust): UnprovenError {
  const signed =
    signature === undefined
      ? "The X-Respond-Flow-Signature header is missing"
      : "The X-Respond-Flow-Signature header does not fit this request";
  if (requireSignature === true || token === undefined) {
    return new UnprovenError(`${signed}. Only Volt may call this URL.`);
  }
  return new UnprovenError(
    `${signed}, and the URL's token is not VOLT_WEBHOOK_TOKEN. Register the URL as it is now: …/volt/webhook?token=<VOLT_WEBHOOK_TOKEN>`,
  );
}

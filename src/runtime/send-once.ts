import {
  KeyReusedError,
  OutcomeUnknownError,
  ProviderRefusedError,
  ProviderUnreachableError,
  RelayError,
  SendInProgressError,
} from "../relay/errors";
import type { JsonObject } from "../relay/json";
import type { RecordStore } from "../relay/record-store";
import {
  claimSend,
  releaseClaim,
  settleSent,
  settleUnknown,
  type HeldClaim,
  type SendIdentity,
} from "../relay/send-claim";
import type { WireMessage } from "../relay/wire-message";
import { PASSING_FIELDS } from "../twilio/lasting-part";
import type { Answer } from "./answer";
import type { Instance } from "./instance";

/** The steps of a send, each the provider's or Insights' business. */
export interface Sending {
  /** Sends, or throws: OutcomeUnknownError where it may have sent all the same. */
  readonly send: () => Promise<WireMessage>;
  /** Brings the Message to Insights, and says what became of it. Never throws. */
  readonly forward: (resource: JsonObject) => Promise<JsonObject>;
  /** The Message as its provider has it now. */
  readonly fetch: (id: string) => Promise<JsonObject>;
  /** The Message that a send of unknown outcome, begun at that time (epoch milliseconds), has made. */
  readonly find: (sinceMs: number) => Promise<JsonObject | undefined>;
}

/**
 * What the first answer said and a later one would not; kept, so that a replay can say the same. A Messaging Service
 * chooses the sender, and with it the number of segments, only after its answer.
 */
const FIRST_ANSWERS_OWN = [...PASSING_FIELDS, "from", "num_segments"];

/** Sends, and answers with the provider's own text: not a copy of it, but byte for byte what it said. */
export async function sendPlainly({ send, forward }: Sending): Promise<Answer> {
  const { resource, text } = await send();
  return sentAnswer(text, await forward(resource));
}

/**
 * Sends at most once for one Idempotency-Key: whoever creates its record sends; everyone else hears what became of it.
 *
 * @throws KeyReusedError, SendInProgressError, OutcomeUnknownError, StoreUnavailableError (nothing was sent), or what the
 *   send itself throws
 */
export async function sendOnce(
  identity: SendIdentity,
  sending: Sending,
  store: RecordStore,
  { now, random }: Pick<Instance, "now" | "random">,
): Promise<Answer> {
  const claim = await claimSend(identity, `${now()} ${random()}`, store, now);
  switch (claim.claim) {
    case "granted":
      return sendFirst(claim.held, sending, store);
    case "sent":
      return replay(await sending.fetch(claim.id), claim.first);
    case "in_progress":
      throw new SendInProgressError("The first request with this Idempotency-Key is still under way.");
    case "another_message":
      throw new KeyReusedError("This Idempotency-Key was used for another message. Take a new one.");
    case "unknown":
      return recover(claim.held, claim.since, sending, store);
  }
}

async function sendFirst(held: HeldClaim, sending: Sending, store: RecordStore): Promise<Answer> {
  let sent: WireMessage;
  try {
    sent = await sending.send();
  } catch (error) {
    const nothingSent = error instanceof ProviderRefusedError || error instanceof ProviderUnreachableError;
    // Where this fails too, the record says "in progress" for a while, and then "unknown": never "send again".
    await (nothingSent ? releaseClaim(held, store) : settleUnknown(held, store)).catch(ignoreStore);
    throw error;
  }
  const insights = await sending.forward(sent.resource);
  await settleSent(held, String(sent.resource.sid), firstAnswer(sent.resource, insights), store).catch(
    ignoreStore,
  );
  return sentAnswer(sent.text, insights);
}

async function recover(
  held: HeldClaim,
  since: number,
  sending: Sending,
  store: RecordStore,
): Promise<Answer> {
  const found = await sending.find(since);
  if (found === undefined) {
    throw new OutcomeUnknownError(
      "The first request with this Idempotency-Key ended without an answer, and no message of it was found. It is not sent again under this key.",
    );
  }
  const insights = await sending.forward(found);
  const first = firstAnswer(found, insights);
  await settleSent(held, String(found.sid), first, store).catch(ignoreStore);
  return replay(found, first);
}

function firstAnswer(resource: JsonObject, insights: JsonObject): JsonObject {
  const passing = Object.fromEntries(FIRST_ANSWERS_OWN.map((name) => [name, resource[name]]));
  return { message: passing, insights };
}

function replay(resource: JsonObject, { message, insights }: JsonObject): Answer {
  const then = { ...resource, ...(typeof message === "object" ? message : {}) };
  const answer = sentAnswer(JSON.stringify(then), insights);
  return { ...answer, headers: { "idempotent-replayed": "true" } };
}

function sentAnswer(message: string, insights: unknown): Answer {
  const body = `{"message":${message},"insights":${JSON.stringify(insights)}}`;
  return { status: 201, contentType: "application/json", body };
}

/** The answer is known and must be given; a record that could not be settled is looked up at the provider next time. */
function ignoreStore(error: unknown): void {
  if (!(error instanceof RelayError)) throw error;
}

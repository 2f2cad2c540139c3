import { createHash } from "node:crypto";
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
import type { Answer } from "./answer";
import type { Instance } from "./instance";
import type { Sending } from "./senders/sender";

/** 128 bits, in hexadecimal digits. */
const REF_LENGTH = 32;

type Chance = Pick<Instance, "now" | "random">;

/** Sends, and answers with the provider's own text: not a copy of it, but byte for byte what it said. */
export async function sendPlainly({ send, forward }: Sending, { now, random }: Chance): Promise<Answer> {
  const { resource, text } = await send(unique(now, random));
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
  { now, random }: Chance,
): Promise<Answer> {
  const claim = await claimSend(identity, unique(now, random), store, now);
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
    sent = await sending.send(refOf(held));
  } catch (error) {
    const nothingSent = error instanceof ProviderRefusedError || error instanceof ProviderUnreachableError;
    // Where this fails too, the record says "in progress" for a while, and then "unknown": never "send again".
    await (nothingSent ? releaseClaim(held, store) : settleUnknown(held, store)).catch(ignoreStore);
    throw error;
  }
  const insights = await sending.forward(sent.resource);
  await settleSent(
    held,
    sending.idOf(sent.resource),
    firstAnswer(sent.resource, insights, sending),
    store,
  ).catch(ignoreStore);
  return sentAnswer(sent.text, insights);
}

async function recover(
  held: HeldClaim,
  since: number,
  sending: Sending,
  store: RecordStore,
): Promise<Answer> {
  const found = await sending.find(refOf(held), since);
  if (found === undefined) {
    throw new OutcomeUnknownError(
      "The first request with this Idempotency-Key ended without an answer, and no message of it was found. It is not sent again under this key.",
    );
  }
  const insights = await sending.forward(found);
  const first = firstAnswer(found, insights, sending);
  await settleSent(held, sending.idOf(found), first, store).catch(ignoreStore);
  return replay(found, first);
}

function firstAnswer(resource: JsonObject, insights: JsonObject, { saidAtFirst }: Sending): JsonObject {
  return { message: saidAtFirst(resource), insights };
}

/** The same for every request with one Idempotency-Key, and for no other. */
function refOf({ key }: HeldClaim): string {
  return key.slice(0, REF_LENGTH);
}

function unique(now: () => number, random: () => number): string {
  return createHash("sha256").update(`${now()} ${random()}`).digest("hex").slice(0, REF_LENGTH);
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

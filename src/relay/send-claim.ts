import * as z from "zod/mini";
import { ABANDONED_MS, claim } from "./claim";
import { StoreUnavailableError } from "./errors";
import type { JsonObject } from "./json";
import type { RecordStore, StoredRecord } from "./record-store";

/** Which sends have been made, by the hash of their Idempotency-Key. */
const SENDS = "sends";
const SENDS_TTL_SECONDS = 24 * 60 * 60;

const claimRecord = z.lazy(() =>
  z.object({
    state: z.enum(["in_progress", "unknown", "sent"]),
    /** Of the request's parameters, keyed: the text cannot be guessed from it. */
    fingerprint: z.string(),
    /** Epoch milliseconds. */
    since: z.number(),
    id: z.optional(z.string()),
    /** What the first answer said, beside the message's lasting parts. */
    first: z.optional(z.record(z.string(), z.unknown())),
  }),
);

export interface SendIdentity {
  /** The hash of the Idempotency-Key. */
  readonly key: string;
  readonly fingerprint: string;
}

export type SendClaim =
  /** Nobody has sent this; it is the caller's to send. */
  | { readonly claim: "granted"; readonly held: HeldClaim }
  | { readonly claim: "sent"; readonly id: string; readonly first: JsonObject }
  | { readonly claim: "in_progress" }
  | { readonly claim: "another_message" }
  /** Whoever began it did not learn, or did not live to say, what became of it. */
  | { readonly claim: "unknown"; readonly since: number; readonly held: HeldClaim };

export interface HeldClaim extends SendIdentity {
  readonly since: number;
  readonly revision: string;
}

/**
 * Asks for the right to send. Of two at once, one gets it.
 *
 * @param by a text that no other request gives
 * @throws StoreUnavailableError
 */
export async function claimSend(
  identity: SendIdentity,
  by: string,
  store: RecordStore,
  now: () => number,
): Promise<SendClaim> {
  const { key, fingerprint } = identity;
  const since = now();
  const first = { state: "in_progress", fingerprint, since };
  const claimed = await claim(SENDS, key, first, by, SENDS_TTL_SECONDS, store);
  if (claimed.mine) return { claim: "granted", held: { ...identity, since, revision: claimed.revision } };
  const kept = z.safeParse(claimRecord, claimed.record.data);
  if (!kept.success) throw new StoreUnavailableError("The record of this Idempotency-Key could not be read.");
  return judge(identity, claimed.record, kept.data, now());
}

function judge(
  { key, fingerprint }: SendIdentity,
  { revision }: StoredRecord,
  kept: z.output<typeof claimRecord>,
  nowMs: number,
): SendClaim {
  if (kept.fingerprint !== fingerprint) return { claim: "another_message" };
  if (kept.state === "sent" && kept.id !== undefined)
    return { claim: "sent", id: kept.id, first: kept.first ?? {} };
  if (kept.state === "in_progress" && nowMs - kept.since < ABANDONED_MS) return { claim: "in_progress" };
  return { claim: "unknown", since: kept.since, held: { key, fingerprint, since: kept.since, revision } };
}

/** Says that the message was sent, and what the first answer was. @throws StoreUnavailableError */
export async function settleSent(
  held: HeldClaim,
  id: string,
  first: JsonObject,
  store: RecordStore,
): Promise<void> {
  await settle(held, { state: "sent", id, first }, store);
}

/** Says that nobody knows whether the message was sent. @throws StoreUnavailableError */
export async function settleUnknown(held: HeldClaim, store: RecordStore): Promise<void> {
  await settle(held, { state: "unknown" }, store);
}

/** Gives the right back: certainly nothing was sent. @throws StoreUnavailableError */
export async function releaseClaim({ key, revision }: HeldClaim, store: RecordStore): Promise<void> {
  await store.remove(SENDS, { key, revision });
}

async function settle(
  { key, fingerprint, since, revision }: HeldClaim,
  what: Partial<z.output<typeof claimRecord>>,
  store: RecordStore,
): Promise<void> {
  const record = { key, revision, data: {} };
  await store.replace(SENDS, record, { fingerprint, since, ...what }, SENDS_TTL_SECONDS);
}

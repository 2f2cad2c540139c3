import * as z from "zod/mini";
import type { JsonObject } from "./json";
import type { Reason } from "./outcome";
import type { StoredRecord } from "./record-store";
import type { MessageKey } from "./update";

/** Dirty messages, by key: their truth has still to be brought to Insights. */
export const OUTBOX = "outbox";
/** Messages that will not get there by themselves, with the reason. */
export const DEAD = "dead";

/** After 30 days a message's truth helps nobody's dashboard. */
export const ENTRY_TTL_SECONDS = 30 * 24 * 60 * 60;

/** Why a message is dead, beside what Insights or the network did. */
export type DeathReason = Reason | "unknown_at_provider" | "gave_up";

const entry = z.lazy(() =>
  z.object({
    provider: z.string(),
    id: z.string(),
    reason: z.string(),
    /** How often the drain has taken it up. */
    attempts: z.number(),
    /** How often the drain has taken it up and not come back to say what became of it. */
    strikes: z.number(),
    /** Epoch milliseconds: when it became dirty first. */
    since: z.number(),
    /** Epoch milliseconds: not to be taken up before; on a dead letter, when it died. */
    due: z.number(),
  }),
);

/** What is kept of a dirty message: which one it is, why and since when. Never what it says. */
export type OutboxEntry = z.output<typeof entry>;

/** The entry in a stored record; undefined where it holds something else. */
export function readEntry({ data }: StoredRecord): OutboxEntry | undefined {
  const result = z.safeParse(entry, data);
  return result.success ? result.data : undefined;
}

/** Whether a drain has taken the entry up and may still be at work: what it has posted may still arrive. */
export function isTaken({ strikes, due }: OutboxEntry, nowMs: number): boolean {
  return strikes > 0 && due > nowMs;
}

export function entryData(fields: OutboxEntry): JsonObject {
  return { ...fields };
}

/** Different messages have different keys, whatever their ids are made of. */
export function entryKey({ provider, id }: MessageKey): string {
  return `${encodeURIComponent(provider)}:${encodeURIComponent(id)}`;
}

/** The provider in an entry's key. */
export function providerOf(key: string): string {
  return decodeURIComponent(key.slice(0, key.indexOf(":")));
}

import { createHash } from "node:crypto";
import * as z from "zod/mini";
import { ABANDONED_MS, claim } from "./claim";
import { EventInProgressError, StoreUnavailableError } from "./errors";
import { present } from "./present";
import type { RecordStore } from "./record-store";

/** What has been done for which event of a source. */
const EVENTS = "events";
/** Longer than any source repeats itself: Telerivet does so for a day. */
const TTL_SECONDS = 48 * 60 * 60;

const eventRecord = z.lazy(() =>
  z.object({
    state: z.enum(["in_progress", "done"]),
    /** Epoch milliseconds. */
    since: z.number(),
    result: z.optional(z.string()),
  }),
);

export interface OnceTools {
  readonly store: RecordStore;
  readonly now: () => number;
  readonly random: () => number;
}

export interface Done {
  /** Whether the work was done now, and not for an earlier telling of the event. */
  readonly first: boolean;
  /** What the work gave. */
  readonly result?: string;
  /** False where the store could not be told that the work is done: after 30 s it may be done again. */
  readonly kept: boolean;
}

/**
 * Does the work for an event once, however often its source tells of it, and gives the first result again. Work that throws
 * counts as not done; work that began and was not heard of for 30 s is done again.
 *
 * @param name the same for the same event, and for no other
 * @throws EventInProgressError while another request does it, StoreUnavailableError where the store could not be asked and
 *   nothing was done, or what the work throws
 */
export async function once(
  name: string,
  work: () => Promise<string | undefined>,
  { store, now, random }: OnceTools,
): Promise<Done> {
  const key = createHash("sha256").update(name).digest("hex");
  const begun = { state: "in_progress", since: now() };
  const claimed = await claim(EVENTS, key, begun, `${now()} ${random()}`, TTL_SECONDS, store);
  if (claimed.mine) return perform(claimed.revision);

  const kept = z.safeParse(eventRecord, claimed.record.data);
  if (!kept.success) throw new StoreUnavailableError("The record of this event could not be read.");
  const { state, since, result } = kept.data;
  if (state === "done") return { first: false, kept: true, ...present({ result }) };
  if (now() - since < ABANDONED_MS) throw inProgress();
  const revision = await store.replace(EVENTS, claimed.record, begun, TTL_SECONDS);
  if (revision === undefined) throw inProgress();
  return perform(revision);

  async function perform(revision: string): Promise<Done> {
    let made: string | undefined;
    try {
      made = await work();
    } catch (error) {
      await store.remove(EVENTS, { key, revision }).catch(ignoreStore);
      throw error;
    }
    const done = { state: "done", since: begun.since, ...present({ result: made }) };
    const settled = await store
      .replace(EVENTS, { key, revision, data: {} }, done, TTL_SECONDS)
      .catch(ignoreStore);
    return { first: true, kept: settled !== undefined, ...present({ result: made }) };
  }
}

function inProgress(): EventInProgressError {
  return new EventInProgressError("Another request is at work on this event. Send it again in a moment.");
}

/** The record then says "in progress" until it counts as abandoned. */
function ignoreStore(error: unknown): undefined {
  if (!(error instanceof StoreUnavailableError)) throw error;
}

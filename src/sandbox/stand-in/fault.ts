/**
 * What a stand-in does with one request instead of, or around, acting on it:
 * - `{ status, headers?, body? }` answers this and does not act,
 * - `"reset"` breaks the connection and does not act,
 * - `"lost"` acts, then breaks the connection, so that only the answer is lost,
 * - `"hang"` neither acts nor answers until the stand-in is closed,
 * - `"trickle"` does not act, and answers with headers and a body that never ends,
 * - `{ delayMs }` acts that much later.
 */
export type Fault = CannedAnswer | "reset" | "lost" | "hang" | "trickle" | { delayMs: number };

export interface CannedAnswer {
  status: number;
  headers?: Record<string, string>;
  body?: string;
}

export interface Faults {
  /** These befall the next requests, one each, in this order. */
  next: (...faults: Fault[]) => void;
  /** This befalls every request that has no queued fault; `undefined` ends it. */
  always: (fault: Fault | undefined) => void;
}

export interface FaultQueue extends Faults {
  take: () => Fault | undefined;
}

export function createFaultQueue(): FaultQueue {
  const queued: Fault[] = [];
  let standing: Fault | undefined;
  return {
    next: (...faults) => {
      queued.push(...faults);
    },
    always: (fault) => {
      standing = fault;
    },
    take: () => queued.shift() ?? standing,
  };
}

import { setTimeout } from "node:timers/promises";

/** This machine's clock (epoch milliseconds), chance, and patience. The one place where the product takes them. */
export const system = {
  now: (): number => Date.now(),
  random: (): number => Math.random(),
  /** Rejects when the signal is given. */
  sleep: (ms: number, signal?: AbortSignal): Promise<void> =>
    setTimeout(ms, undefined, signal === undefined ? {} : { signal }),
};

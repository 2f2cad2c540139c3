/** Long enough to spare Insights a flood of refused posts, short enough for a corrected token to be tried soon. */
export const MISCONFIGURED_PAUSE_MS = 5_000;

/** Keeps the relay from hammering an upstream that it is not set up for. */
export interface Pause {
  active(): boolean;
  begin(): void;
}

export function createPause(lengthMs: number, now: () => number): Pause {
  let until = Number.NEGATIVE_INFINITY;
  return {
    active: () => now() < until,
    begin() {
      until = now() + lengthMs;
    },
  };
}

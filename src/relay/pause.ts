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

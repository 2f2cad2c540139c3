import { withTimeLimit } from "./time-limit";

/**
 * Turns at something that must not be done twice at once, by name. Two posts for one message that are under way together
 * may arrive in either order, so they are made one after the other.
 */
export interface Turns {
  /** Does the work when its turn comes; undefined where that takes longer than the limit, and the work is then not done. */
  take<Result>(name: string, limitMs: number, work: () => Promise<Result>): Promise<Result | undefined>;
}

export function createTurns(sleep: (ms: number, signal: AbortSignal) => Promise<unknown>): Turns {
  const last = new Map<string, Promise<void>>();

  /** Resolves when all who came before are done; whoever takes the place calls `leave` when it is done itself. */
  function queueUp(name: string): { readonly turn: Promise<void> | undefined; readonly leave: () => void } {
    const turn = last.get(name);
    let leave: () => void = () => undefined;
    const left = new Promise<void>((resolve) => {
      leave = resolve;
    });
    const after = turn === undefined ? left : turn.then(() => left);
    last.set(name, after);
    void after.then(() => {
      if (last.get(name) === after) last.delete(name);
    });
    return { turn, leave };
  }

  return {
    async take(name, limitMs, work) {
      const { turn, leave } = queueUp(name);
      try {
        const came =
          turn === undefined ||
          (await withTimeLimit(
            turn.then(() => true),
            limitMs,
            sleep,
          )) === true;
        return came ? await work() : undefined;
      } finally {
        leave();
      }
    },
  };
}

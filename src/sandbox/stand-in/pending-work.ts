export interface PendingWork {
  /** Gives the promise back. */
  track: <Result>(work: Promise<Result>) => Promise<Result>;
  /** Resolves when nothing tracked is left, however it ended, what it has started in turn included. */
  settled: () => Promise<void>;
}

export function createPendingWork(): PendingWork {
  const pending = new Set<Promise<unknown>>();
  return {
    track: (work) => {
      const forget = () => void pending.delete(work);
      pending.add(work);
      work.then(forget, forget);
      return work;
    },
    settled: async () => {
      while (pending.size > 0) await Promise.allSettled(pending);
    },
  };
}

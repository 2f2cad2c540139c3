/** Resolves with the work's result, or with undefined once the time is up. The work itself is not stopped. */
export async function withTimeLimit<Result>(
  work: Promise<Result>,
  limitMs: number,
  sleep: (ms: number, signal: AbortSignal) => Promise<unknown>,
): Promise<Result | undefined> {
  const finished = new AbortController();
  const timeUp = sleep(limitMs, finished.signal).then(
    () => undefined,
    // The work was done first.
    () => undefined,
  );
  try {
    return await Promise.race([work, timeUp]);
  } finally {
    finished.abort();
  }
}

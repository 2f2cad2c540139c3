import type { Deadline } from "../relay/deadline";
import { RetryLater } from "../relay/errors";
import { withTimeLimit } from "../relay/time-limit";
import type { Instance } from "./instance";

/** What is kept of the budget for the answer, when a hook takes its time. */
const RESERVE_MS = 250;

export interface HookRun {
  /** The hook's wish that the source come again. */
  readonly retryLater?: RetryLater;
  /** What it gave back, in time. */
  readonly value?: unknown;
}

/** Runs one of the user's hooks. Whatever becomes of it, the relay goes on. */
export async function runHook<Subject>(
  name: string,
  hook: ((subject: Subject) => unknown) | undefined,
  subject: Subject,
  deadline: Deadline,
  { sleep, log }: Instance,
): Promise<HookRun> {
  if (hook === undefined) return {};
  const run = (async () => ({ value: await hook(subject) }))();
  try {
    const limitMs = Math.max(0, deadline.remainingMs() - RESERVE_MS);
    const finished = await withTimeLimit(run, limitMs, sleep);
    if (finished === undefined) log.alarm("hook_timed_out", { hook: name, after_ms: Math.round(limitMs) });
    return finished ?? {};
  } catch (error) {
    if (error instanceof RetryLater) return { retryLater: error };
    log.alarm("hook_failed", { hook: name, error: error instanceof Error ? error.name : typeof error });
    return {};
  }
}

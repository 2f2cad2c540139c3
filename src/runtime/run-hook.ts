import type { Deadline } from "../relay/deadline";
import { RetryLater } from "../relay/errors";
import type { Instance } from "./instance";
import { withTimeLimit } from "../relay/time-limit";

/** What is kept of the budget for the answer, when a hook takes its time. */
const RESERVE_MS = 250;

/**
 * Runs one of the user's hooks. Whatever becomes of it, the relay goes on.
 *
 * @returns the hook's wish that the source come again, if it has one
 */
export async function runHook<Subject>(
  name: string,
  hook: ((subject: Subject) => unknown) | undefined,
  subject: Subject,
  deadline: Deadline,
  { sleep, log }: Instance,
): Promise<RetryLater | undefined> {
  if (hook === undefined) return undefined;
  const run = (async () => {
    await hook(subject);
    return "done" as const;
  })();
  try {
    const limitMs = Math.max(0, deadline.remainingMs() - RESERVE_MS);
    const finished = await withTimeLimit(run, limitMs, sleep);
    if (finished === undefined) log.alarm("hook_timed_out", { hook: name, after_ms: Math.round(limitMs) });
    return undefined;
  } catch (error) {
    if (error instanceof RetryLater) return error;
    log.alarm("hook_failed", { hook: name, error: error instanceof Error ? error.name : typeof error });
    return undefined;
  }
}

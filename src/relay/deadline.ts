/** How much of a request's budget is left. Passed down to every wait, so that all of them together stay inside it. */
export interface Deadline {
  remainingMs(): number;
}

/** A deadline `budgetMs` from now, on the given clock (epoch milliseconds). */
export function deadlineIn(budgetMs: number, now: () => number): Deadline {
  const end = now() + budgetMs;
  return { remainingMs: () => Math.max(0, end - now()) };
}

/** The same deadline, brought forward so that `reserveMs` stay for what comes after. */
export function keeping(reserveMs: number, deadline: Deadline): Deadline {
  return { remainingMs: () => Math.max(0, deadline.remainingMs() - reserveMs) };
}

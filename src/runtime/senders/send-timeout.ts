import { keeping, type Deadline } from "../../relay/deadline";
import { ProviderUnreachableError } from "../../relay/errors";

/** What stays for bringing the Message to Insights when the provider takes its time. */
const INSIGHTS_RESERVE_MS = 2_500;

/** With less than this, a message would more likely be sent without an answer than with one. */
const SHORTEST_SEND_MS = 500;

/** How long a provider may take over a send. @throws ProviderUnreachableError where that is too short to begin */
export function sendTimeoutMs(deadline: Deadline, reserveMs = INSIGHTS_RESERVE_MS): number {
  const timeoutMs = keeping(reserveMs, deadline).remainingMs();
  if (timeoutMs >= SHORTEST_SEND_MS) return timeoutMs;
  throw new ProviderUnreachableError("What came before took all the time; nothing was sent. Try again.");
}

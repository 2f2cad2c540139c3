import { backoffMs } from "./backoff";
import type { Deadline } from "./deadline";
import { NetworkError, RelayError } from "./errors";
import type { PostUpdate } from "./insights";
import type { InsightsAnswer } from "./insights-answer";
import type { DeliveryOutcome, Reason } from "./outcome";
import type { Pause } from "./pause";
import { present } from "./present";
import type { RankGuard } from "./rank-guard";
import type { Reread } from "./reread";
import type { Turns } from "./turns";
import { nameOf, type InsightsUpdate } from "./update";

export interface DeliveryTools {
  readonly post: PostUpdate;
  readonly guard: RankGuard;
  /** Begins when Insights answers that the relay is set up wrongly, and spares it further posts for a while. */
  readonly pause: Pause;
  /** The message's present truth, from its provider. @throws RelayError where the provider cannot be asked */
  readonly reread: Reread;
  /** One post for a message at a time. */
  readonly turns: Turns;
  readonly random: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

/** An upstream that has not answered by then is asked again on a new connection while the budget lasts. */
const ATTEMPT_TIMEOUT_MS = 2_500;
/** Twilio's REST API answers within a few hundred milliseconds. */
const REREAD_TIMEOUT_MS = 1_500;
/** Less than this is not worth another attempt. */
const SHORTEST_ATTEMPT_MS = 50;

type Setback = Pick<Extract<DeliveryOutcome, { outcome: "failed" }>, "reason" | "status">;

export interface DeliverOptions {
  /**
   * Reads the truth again after a post that succeeded at once, too. For what the provider said a moment ago: nobody else
   * will say when that has changed. Costs a request to the provider, so it is not for what a webhook says, which is new.
   *
   * What is looked up is also posted where its status is there already: an older post that got no answer may have undone it.
   */
  readonly lookAgain?: boolean;
}

/**
 * Brings one update to Volt Insights, trying again what is worth it until the deadline. Never throws for what Insights
 * or the network does. Posting the same update twice is harmless, so a lost answer is a reason to try again.
 *
 * What is posted of the relay's own accord is looked at again: while it was under way, the message may have gone on, and
 * another instance may have posted that before. What is posted last is then true.
 */
export async function deliver(
  first: InsightsUpdate,
  deadline: Deadline,
  tools: DeliveryTools,
  { lookAgain = false }: DeliverOptions = {},
): Promise<DeliveryOutcome> {
  let update = first;
  let setback: Setback = { reason: "out_of_time" };
  const unanswered = new Set<string | undefined>();
  /** Whether a status other than the one that is there now may still arrive. */
  const doubt = (status?: string) =>
    present({ unsettled: [...unanswered].some((old) => old !== status) || undefined });
  for (let attempts = 0; ; attempts++) {
    const answer = await attempt(update, deadline, tools, lookAgain);
    const made = attempts + 1;
    let waitMs = 0;
    switch (answer.verdict) {
      case "superseded":
        return { outcome: "superseded", attempts, ...doubt() };
      case "paused":
        return { outcome: "failed", attempts, reason: "insights_misconfigured" };
      case "too_late":
        return { outcome: "failed", attempts, ...setback };
      case "taken":
        if (attempts === 0 && !lookAgain) return delivered(made, answer.requestId);
        setback = { reason: "out_of_time" };
        break;
      case "never":
        return { outcome: "rejected", attempts: made, reason: "insights_rejected", status: answer.status };
      case "misconfigured":
        return { outcome: "failed", attempts: made, reason: "insights_misconfigured", status: answer.status };
      case "try_again":
        setback = { reason: reasonOf(answer.status), status: answer.status };
        waitMs = Math.max(answer.afterMs ?? 0, backoffMs(made, tools.random));
        break;
      case "no_answer":
        setback = { reason: answer.reason };
        unanswered.add(update.status);
        waitMs = backoffMs(made, tools.random);
        break;
    }

    if (waitMs + SHORTEST_ATTEMPT_MS > deadline.remainingMs()) {
      return { outcome: "failed", attempts: made, ...setback };
    }
    if (waitMs > 0) await tools.sleep(waitMs);
    // While this update waited, another instance may have delivered a later status: only the truth may be repeated.
    const current = await truthOf(update, deadline, tools.reread);
    if (current === undefined) return { outcome: "failed", attempts: made, reason: "provider_unavailable" };
    if (answer.verdict === "taken" && current.status === update.status) {
      return { ...delivered(made, answer.requestId), ...doubt(update.status) };
    }
    update = current;
  }
}

function delivered(attempts: number, requestId: string | undefined): DeliveryOutcome {
  return { outcome: "delivered", attempts, ...present({ requestId }) };
}

async function truthOf(
  update: InsightsUpdate,
  deadline: Deadline,
  reread: Reread,
): Promise<InsightsUpdate | undefined> {
  try {
    return await reread(update, Math.min(REREAD_TIMEOUT_MS, deadline.remainingMs()));
  } catch (error) {
    if (error instanceof RelayError) return undefined;
    throw error;
  }
}

type Answer = InsightsAnswer | { readonly verdict: "no_answer"; readonly reason: Reason };
type Attempt = Answer | { readonly verdict: "superseded" | "paused" | "too_late" };

/** One post, if it is still wanted when this message's turn has come. */
async function attempt(
  update: InsightsUpdate,
  deadline: Deadline,
  tools: DeliveryTools,
  repeatable: boolean,
): Promise<Attempt> {
  const { guard, pause, turns, post } = tools;
  const inTurn = async (): Promise<Attempt> => {
    // Asked now, not before: a later status may have been delivered while this update waited for its turn or its retry.
    if (!guard.allows(update, repeatable)) {
      // Where its status is there already, what is older than this report of it is now too old as well.
      guard.delivered(update);
      return { verdict: "superseded" };
    }
    if (pause.active()) return { verdict: "paused" };
    const remainingMs = deadline.remainingMs();
    if (remainingMs < SHORTEST_ATTEMPT_MS) return { verdict: "too_late" };
    const answer = await ask(update, Math.min(ATTEMPT_TIMEOUT_MS, remainingMs), post);
    if (answer.verdict === "taken") guard.delivered(update);
    if (answer.verdict === "misconfigured") pause.begin();
    return answer;
  };
  return (await turns.take(nameOf(update.key), deadline.remainingMs(), inTurn)) ?? { verdict: "too_late" };
}

async function ask(update: InsightsUpdate, timeoutMs: number, post: PostUpdate): Promise<Answer> {
  try {
    return await post(update, timeoutMs);
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    return {
      verdict: "no_answer",
      reason: error.reason === "TIMEOUT" ? "insights_timeout" : "insights_unreachable",
    };
  }
}

function reasonOf(status: number): Reason {
  return status === 429 ? "insights_rate_limited" : "insights_unavailable";
}

import type { Outcome } from "../relay/outcome";
import { present } from "../relay/present";

/** An outcome under the names that answers and log lines give it. */
export function outcomeFields(outcome: Outcome) {
  const { outcome: word, attempts } = outcome;
  return {
    outcome: word,
    attempts,
    ...present({
      reason: "reason" in outcome ? outcome.reason : undefined,
      upstream_status: "status" in outcome ? outcome.status : undefined,
      request_id: "requestId" in outcome ? outcome.requestId : undefined,
    }),
  };
}

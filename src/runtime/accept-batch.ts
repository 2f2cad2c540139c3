import pMap from "p-map";
import { RelayError } from "../relay/errors";
import type { MessageReport } from "../relay/report";
import { statusRank } from "../relay/status-rank";
import { acceptReport } from "./accept-report";
import type { WebhookVisit } from "./twilio-webhook";

/** Requests that one batch may have under way at once. What Insights and Twilio bear is not documented. */
export const BATCH_CONCURRENCY = 20;

/**
 * Takes in many reports. Messages go side by side; the reports of one message go one after the other, in the order of
 * their statuses, whatever order they came in.
 *
 * @returns the errors of the reports that should be sent again; no report harms another
 */
export async function acceptBatch(
  reports: readonly MessageReport[],
  visit: WebhookVisit,
): Promise<RelayError[]> {
  const errors = await pMap(byMessage(reports), (group) => acceptInOrder(group, visit), {
    concurrency: BATCH_CONCURRENCY,
  });
  return errors.flat();
}

function byMessage(reports: readonly MessageReport[]): Iterable<MessageReport[]> {
  const groups = new Map<string, MessageReport[]>();
  for (const report of reports) {
    const { id } = report.message;
    groups.set(id, [...(groups.get(id) ?? []), report]);
  }
  return groups.values();
}

async function acceptInOrder(group: readonly MessageReport[], visit: WebhookVisit): Promise<RelayError[]> {
  const errors: RelayError[] = [];
  for (const report of group.toSorted(
    (a, b) => statusRank(a.message.status) - statusRank(b.message.status),
  )) {
    try {
      await acceptReport(report, visit);
    } catch (error) {
      if (!(error instanceof RelayError)) throw error;
      errors.push(error);
    }
  }
  return errors;
}

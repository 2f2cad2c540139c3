import { InvalidInputError, type RelayError } from "../../relay/errors";
import type { RelayEvent } from "../../relay/message";
import { ERROR_LOGGED, mapEvent, type MappedEvent } from "../../twilio/event-mapper";
import { proveEventStreams } from "../../twilio/signature";
import { acceptBatch } from "../accept-batch";
import { acceptHints } from "../accept-hints";
import { json } from "../answer";
import { drainALittle } from "../drain-a-little";
import { SILENT } from "../log";
import type { Route } from "../route";
import { runHook } from "../run-hook";
import { signedRequest, WEBHOOK_SETTINGS, type WebhookVisit } from "../twilio-webhook";
import { twilioReader } from "../twilio";

/**
 * An Event Streams webhook sink: https://www.twilio.com/docs/events/webhook-quickstart
 *
 * Twilio drops events for good at a 4xx, and sends them again for four hours at a 5xx, so whatever is proven to come from
 * Twilio is acknowledged unless it should come again.
 */
export const twilioEvents: Route<(typeof WEBHOOK_SETTINGS)[number]> = {
  name: "twilio_events",
  // Twilio waits 5 s.
  budgetMs: 4_000,
  needs: WEBHOOK_SETTINGS,
  readers: { twilio: twilioReader },
  async answer(visit: WebhookVisit) {
    const { events, verified } = proveEventStreams(signedRequest("/twilio/events", visit));
    const mapped = events.flatMap((element) => mapOrSkip(element, verified, visit));
    const reports = mapped.flatMap((event) => (event.about === "message" ? [event.report] : []));
    const others = mapped.flatMap((event) => (event.about === "other" ? [event.event] : []));

    const errors = await Promise.all([
      verified ? acceptBatch(reports, visit) : acceptHints(reports, visit),
      handOn(others, visit),
    ]);
    const [first] = errors.flat();
    if (first !== undefined) throw first;
    await drainALittle(visit);
    return json(200, { received: events.length });
  },
};

function mapOrSkip(element: unknown, verified: boolean, { instance }: WebhookVisit): MappedEvent[] {
  try {
    return [mapEvent(element, verified)];
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    instance.log.info("event_skipped", { problems: error.message });
    return [];
  }
}

async function handOn(events: readonly RelayEvent[], visit: WebhookVisit): Promise<RelayError[]> {
  const { hooks, deadline, instance } = visit;
  const runs = await Promise.all(
    events.map((event) => {
      // What the relay logs about a logged error would come back as another one, without end.
      const quiet = event.type === ERROR_LOGGED ? { ...instance, log: SILENT } : instance;
      return runHook("onEvent", hooks.onEvent?.bind(hooks), event, deadline, quiet);
    }),
  );
  return runs.flatMap(({ retryLater }) => (retryLater === undefined ? [] : [retryLater]));
}

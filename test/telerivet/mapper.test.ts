import fc from "fast-check";
import { InvalidInputError } from "../../src/relay/errors";
import { createRankGuard } from "../../src/relay/rank-guard";
import type { InsightsUpdate } from "../../src/relay/update";
import { mapTelerivetMessage } from "../../src/telerivet/mapper";
import { parseBracketForm } from "../../src/telerivet/form";
import { mapTelerivetWebhook } from "../../src/telerivet/webhook";
import { phpForm } from "./php-form";

/** As the REST API gives it, nulls and all. */
const resource = {
  id: "SM1",
  phone_id: "PN1",
  contact_id: "CT1",
  direction: "outgoing",
  status: "delivered",
  message_type: "mms",
  source: "api",
  time_created: 1_700_000_000,
  time_sent: 1_700_000_005,
  time_updated: 1_700_000_009,
  from_number: "+15555550199",
  to_number: "+15555550123",
  content: "Hi there",
  starred: false,
  simulated: false,
  vars: { ref: "r-1", n: 1 },
  external_id: null,
  label_ids: [],
  route_id: null,
  error_code: 500,
  num_parts: 2,
  price: 0.01,
  media: [{ url: "https://media.example.com/a.jpg", type: null, filename: "a.jpg", size: 12 }],
};

describe("a Message of the REST API", () => {
  it("goes to Insights and to hooks", () => {
    expect(mapTelerivetMessage(resource)).toEqual({
      update: {
        endpoint: "/data/messages",
        key: { provider: "telerivet", id: "SM1" },
        status: "delivered",
        asOf: 1_700_000_009_000,
        payload: {
          id: "SM1",
          provider: "telerivet",
          message_created_at: "2023-11-14T22:13:20Z",
          message_sent_at: "2023-11-14T22:13:25Z",
          message_finalized_at: "2023-11-14T22:13:29Z",
          error_code: "500",
          from_number: "+15555550199",
          to_number: "+15555550123",
          body: "Hi there",
          status: "delivered",
          direction: "outbound",
          message_type: "MMS",
          segment_count: 2,
        },
      },
      message: {
        ...{ provider: "telerivet", id: "SM1", direction: "outbound", status: "delivered" },
        ...{ from: "+15555550199", to: "+15555550123", body: "Hi there", errorCode: "500" },
        media: [{ url: "https://media.example.com/a.jpg" }],
        raw: resource,
      },
    });
  });

  it("is the same for Insights as its webhook", () => {
    const form = {
      ...{ event: "send_status", id: "SM1", status: "delivered", message_type: "mms", direction: "outgoing" },
      ...{ time_created: "1700000000", time_sent: "1700000005", time_updated: "1700000009" },
      ...{ from_number: "+15555550199", to_number: "+15555550123", content: "Hi there", simulated: "0" },
      ...{ error_code: "500", num_parts: "2", starred: "0" },
    };
    const mapped = mapTelerivetWebhook(parseBracketForm(form));
    expect(mapped.about === "message" && mapped.report.update).toEqual(mapTelerivetMessage(resource).update);
  });

  it("that came in was sent when it was received", () => {
    const incoming = { ...resource, direction: "incoming", status: "received", time_sent: null };
    expect(mapTelerivetMessage(incoming).update?.payload).toMatchObject({
      ...{ direction: "inbound", status: "received", message_sent_at: "2023-11-14T22:13:20Z" },
    });
  });

  it.each([
    ["a call", { message_type: "call" }],
    ["a simulated message", { simulated: true }],
  ])("is not for Insights: %s", (_case, fields) => {
    expect(mapTelerivetMessage({ ...resource, ...fields }).update).toBeUndefined();
  });

  it.each([
    ["no id", { status: "sent" }],
    ["no status", { id: "SM1" }],
    ["an id of null, as for a contact that is blocked", { id: null, status: null }],
  ])("is none with %s", (_case, fields) => {
    expect(() => mapTelerivetMessage(fields)).toThrow(InvalidInputError);
  });
});

describe("what Insights hears of a message", () => {
  const T = 1_700_000_000;

  interface Step {
    readonly status: string;
    readonly at: number;
    readonly clicked?: number;
  }

  function updateOf({ status, at, clicked }: Step): InsightsUpdate {
    const fields = {
      event: "send_status",
      id: "SM1",
      status,
      time_created: String(T),
      time_updated: String(at),
    };
    const click = clicked === undefined ? {} : { time_clicked: String(clicked) };
    const form = new URLSearchParams(phpForm({ ...fields, ...click }));
    const mapped = mapTelerivetWebhook(parseBracketForm(Object.fromEntries(form)));
    if (mapped.about !== "message" || mapped.report.update === undefined) throw new Error("Not for Insights");
    return mapped.report.update;
  }

  /** What is posted when the webhooks come in this order. */
  function posted(arrivals: readonly Step[]): InsightsUpdate["payload"][] {
    const guard = createRankGuard();
    return arrivals.map(updateOf).flatMap((update) => {
      const allowed = guard.allows(update);
      guard.delivered(update);
      return allowed ? [update.payload] : [];
    });
  }

  // What each number of a Test Number route does: https://telerivet.com/api/webhook
  const JOURNEYS: readonly (readonly [
    number: string,
    statuses: readonly string[],
    words: readonly string[],
  ])[] = [
    ["+15005550011", ["queued", "failed"], ["queued", "failed"]],
    ["+15005550012", ["queued", "sent", "delivered"], ["queued", "sent", "delivered"]],
    ["+15005550013", ["queued", "sent", "not_delivered"], ["queued", "sent", "undelivered"]],
    ["+15005550014", ["queued", "failed_queued", "sent"], ["queued", "sent"]],
    ["any other", ["queued", "sent"], ["queued", "sent"]],
  ];

  it.each(JOURNEYS)("of the test number %s: %j is %j", (_number, statuses, words) => {
    const steps = statuses.map((status, n) => ({ status, at: T + n }));
    expect(posted(steps).map(({ status }) => status)).toEqual(words);
  });

  it.each(JOURNEYS)(
    "of the test number %s ends well in whatever order the webhooks come",
    (_number, statuses, words) => {
      const journey = fc.boolean().chain((hasty) => {
        const steps = statuses.map((status, n) => ({ status, at: hasty ? T : T + n }));
        return fc
          .shuffledSubarray([...steps, ...steps], { minLength: steps.length })
          .filter((arrivals) => arrivals.some(({ status }) => status === statuses.at(-1)));
      });
      fc.assert(
        fc.property(journey, (arrivals) => {
          expect(posted(arrivals).at(-1)?.status).toBe(words.at(-1));
        }),
      );
    },
  );

  it("is nothing new for a click on a link", () => {
    const delivered = { status: "delivered", at: T + 2 };
    const clicked = { ...delivered, at: T + 60, clicked: T + 60 };
    expect(posted([delivered, clicked])).toEqual(posted([delivered]));
    expect(posted([delivered, clicked, delivered])).toEqual(posted([delivered]));
  });

  it("is that a failed message was sent again", () => {
    const steps = ["failed", "queued", "sent", "delivered"].map((status, n) => ({ status, at: T + n }));
    expect(posted(steps).map(({ status }) => status)).toEqual(["failed", "queued", "sent", "delivered"]);
    expect(posted(steps).at(-1)).toMatchObject({ message_finalized_at: "2023-11-14T22:13:23Z" });
  });
});

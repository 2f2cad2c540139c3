import { compareWithTruth, problemsIn, type Held } from "../../../src/sandbox/demo/truth";
import { truthAtTelerivet } from "../../../src/sandbox/demo/truth-at-telerivet";
import { truthAtTwilio } from "../../../src/sandbox/demo/truth-at-twilio";
import { messageResource as telerivetMessage } from "../../../src/sandbox/telerivet/message-resource";
import { messageResource, type Message } from "../../../src/sandbox/twilio/message-resource";

const sid = "SM00000000000000000000000000000001";

const message: Message = {
  ...messageResource({
    sid,
    accountSid: "AC00000000000000000000000000000001",
    direction: "outbound-api",
    from: "+15550100100",
    to: "+15550100123",
    body: "Hello",
    mediaCount: 0,
    messaging_service_sid: null,
    status: "undelivered",
    now: 0,
  }),
  error_code: 30003,
};

const same = {
  sid,
  status: "undelivered",
  error_code: 30003,
  direction: "outbound-api",
  from: "+15550100100",
  to: "+15550100123",
  body: "Hello",
};

const truth = truthAtTwilio(new Map([[sid, message]]));
const holding = (held: Record<string, unknown>): Held => ({ messages: new Map([[sid, held]]), history: [] });
const posted = (post: Partial<Held["history"][number]>): Held => ({
  messages: new Map([[sid, same]]),
  history: [{ path: "/data/messages/twilio", body: {}, key: sid, ignored: [], ...post }],
});

test("nothing is wrong where Insights holds the same", () => {
  const comparison = compareWithTruth(truth, holding(same));
  expect(problemsIn(comparison)).toEqual([]);
  expect(comparison.messages).toMatchObject([{ truth: { id: sid }, differences: [] }]);
});

test.each([
  {
    case: "another status",
    held: { ...same, status: "sent" },
    problem: `${sid} status: Twilio says "undelivered", Insights holds "sent".`,
  },
  {
    case: "no error code",
    held: { ...same, error_code: undefined },
    problem: `${sid} error_code: Twilio says 30003, Insights holds null.`,
  },
  {
    case: "the error code as text",
    held: { ...same, error_code: "30003" },
    problem: `${sid} error_code: Twilio says 30003, Insights holds "30003".`,
  },
  {
    case: "another sender",
    held: { ...same, from: null },
    problem: `${sid} from: Twilio says "+15550100100", Insights holds null.`,
  },
  {
    case: "another recipient",
    held: { ...same, to: "+1" },
    problem: `${sid} to: Twilio says "+15550100123", Insights holds "+1".`,
  },
  {
    case: "no text",
    held: { ...same, body: undefined },
    problem: `${sid} body: Twilio says "Hello", Insights holds null.`,
  },
  {
    case: "another direction",
    held: { ...same, direction: "inbound" },
    problem: `${sid} direction: Twilio says "outbound-api", Insights holds "inbound".`,
  },
])("$case is a difference", ({ held, problem }) => {
  expect(problemsIn(compareWithTruth(truth, holding(held)))).toEqual([problem]);
});

test.each([{ held: {} }, { held: { error_code: null } }])("no error code is told as $held", ({ held }) => {
  const delivered = truthAtTwilio(new Map([[sid, { ...message, status: "delivered", error_code: null }]]));
  const insights = holding({ ...same, status: "delivered", error_code: undefined, ...held });
  expect(problemsIn(compareWithTruth(delivered, insights))).toEqual([]);
});

test("a message that Insights has not heard of is missing", () => {
  const nothing = { messages: new Map(), history: [] };
  expect(problemsIn(compareWithTruth(truth, nothing))).toEqual([`${sid} is missing in Insights.`]);
});

test("what no source has told is not missed, and nothing else is excused with it", () => {
  const told: Record<string, unknown> = { ...same, body: undefined };
  const unsaid = new Map([[sid, ["body"] as const]]);
  expect(problemsIn(compareWithTruth(truth, holding(told), unsaid))).toEqual([]);
  const wrong = compareWithTruth(truth, holding({ ...told, status: "sent" }), unsaid);
  expect(problemsIn(wrong)).toHaveLength(1);
});

test("a message that no provider knows is invented", () => {
  expect(problemsIn(compareWithTruth([], holding(same)))).toEqual([
    `${sid} is in Insights, and neither Twilio nor Telerivet knows it.`,
  ]);
});

test.each([
  {
    case: "a field that Insights does not read",
    post: { ignored: ["MessageStatus"] },
    problem: `A post about ${sid} had the field MessageStatus, which Insights ignores.`,
  },
  {
    case: "a post that names no message",
    post: { key: undefined },
    problem: "1 posts to Insights named no message.",
  },
])("$case is a problem even where the end is right", ({ post, problem }) => {
  expect(problemsIn(compareWithTruth(truth, posted(post)))).toEqual([problem]);
});

describe("a message of Telerivet's", () => {
  const id = "SM0000000000000001";
  const outgoing = telerivetMessage({
    id,
    direction: "outgoing",
    status: "queued",
    message_type: "sms",
    source: "api",
    from_number: "+15550100199",
    to_number: "+15550100123",
    content: "Hello",
    phone_id: "PN0000000000000001",
    contact_id: "CT0000000000000001",
    project_id: "PJ0000000000000001",
    time_created: 1_700_000_000,
  });
  const held = {
    status: "queued",
    direction: "outbound",
    from_number: "+15550100199",
    to_number: "+15550100123",
    body: "Hello",
  };
  const compare = (
    given: Partial<typeof outgoing>,
    inInsights: Record<string, unknown>,
    key = `telerivet:${id}`,
  ) =>
    problemsIn(
      compareWithTruth(truthAtTelerivet(new Map([[id, { ...outgoing, ...given }]])), {
        messages: new Map([[key, inInsights]]),
        history: [],
      }),
    );

  // https://telerivet.com/api/webhook; what is not listed there goes through as it is.
  test.each([
    { status: "queued", word: "queued" },
    { status: "failed_queued", word: "queued" },
    { status: "sent", word: "sent" },
    { status: "delivered", word: "delivered" },
    { status: "read", word: "read" },
    { status: "not_delivered", word: "undelivered" },
    { status: "failed", word: "failed" },
    { status: "cancelled", word: "canceled" },
    { status: "retrying", word: "retrying" },
  ])("that is $status has to be $word in Insights", ({ status, word }) => {
    expect(compare({ status }, { ...held, status: word })).toEqual([]);
    expect(compare({ status }, { ...held, status: "other" })).toEqual([
      `${id} status: Telerivet says "${word}", Insights holds "other".`,
    ]);
  });

  test.each(["processing", "received", "ignored"])("that comes in and is %s has to be received", (status) => {
    const incoming = { direction: "incoming", status } as const;
    expect(compare(incoming, { ...held, direction: "inbound", status: "received" })).toEqual([]);
    expect(compare(incoming, { ...held, status: "received" })).toEqual([
      `${id} direction: Telerivet says "inbound", Insights holds "outbound".`,
    ]);
  });

  test("has its error code as text", () => {
    expect(compare({ error_code: 404 }, { ...held, error_code: "404" })).toEqual([]);
    expect(compare({ error_code: 404 }, held)).toEqual([
      `${id} error_code: Telerivet says "404", Insights holds null.`,
    ]);
  });

  test("is missing where it is there under another name", () => {
    expect(compare({}, held, id)).toEqual([
      `${id} is missing in Insights.`,
      `${id} is in Insights, and neither Twilio nor Telerivet knows it.`,
    ]);
  });

  test.each([{ simulated: true }, { message_type: "call" }, { message_type: "ussd" }])(
    "does not belong in Insights where it is %j",
    (given) => {
      expect(truthAtTelerivet(new Map([[id, { ...outgoing, ...given }]]))).toEqual([]);
    },
  );
});

import { send } from "../../src/runtime/routes/send";
import { sandboxNumbers } from "../../src/sandbox/accounts";
import { operations, startVoltRelay, type VoltRelay } from "../helpers/volt-relay";

const { customer, voltOrganisation: ours } = sandboxNumbers;
const least = { provider: "volt", to: customer, from: ours, body: "Hé😀llo" };

let relay: VoltRelay;
beforeEach(async () => {
  relay = await startVoltRelay();
});
afterEach(() => relay.close());

const authorization = "Bearer sandbox_relay_api_key";
const call = (json: object, key?: string, budgetMs?: number) => {
  const keyed = key === undefined ? {} : { "idempotency-key": key };
  const headers = { "content-type": "application/json", authorization, ...keyed };
  return relay.call(send, { json, headers }, budgetMs);
};

/** Volt's answers to createMessage, as they went over the wire. */
function watchVolt(): string[] {
  const texts: string[] = [];
  relay.volt.onAnswer(({ path }, { body = "" }) => {
    if (path === "/graphql") texts.push(body);
  });
  return texts;
}

describe("POST /send by Volt", () => {
  it("sends, and gives back Volt's own Message", async () => {
    const texts = watchVolt();
    const answer = await call({ ...least, media: ["https://example.com/a.png"] });
    const { data } = JSON.parse(texts.join()) as { data: { createMessage: object } };
    expect(answer.text).toBe(
      `{"message":${JSON.stringify(data.createMessage)},"insights":{"outcome":"left_out"}}`,
    );
    expect(answer).toMatchObject({
      status: 201,
      body: { message: { toNumber: customer, status: "queued" } },
    });
    expect(answer.body.message).toEqual({
      id: expect.any(String) as string,
      legacyId: expect.stringMatching(/^rf_/) as string,
      toNumber: customer,
      fromNumber: ours,
      status: "queued",
      statusDescription: null,
      media: ["https://example.com/a.png"],
      body: "Hé😀llo",
      sentAt: null,
      confirmedAt: null,
    });
    expect(relay.insights.requests).toHaveLength(0);
  });

  it("brings the message to Insights where INSIGHTS_INCLUDE_VOLT asks for it", async () => {
    relay.context.INSIGHTS_INCLUDE_VOLT = "true";
    const { body } = await call(least);
    const { id } = body.message as { id: string };
    expect(body.insights).toMatchObject({ outcome: "delivered" });
    expect(relay.insights.history).toMatchObject([
      {
        path: "/data/messages",
        key: `volt:${id}`,
        ignored: [],
        body: { direction: "outbound", status: "queued", from_number: ours, to_number: customer },
      },
    ]);
  });

  it.each([
    [
      { status: 429, headers: { "retry-after": "120" } },
      { outcome: "deferred", reason: "insights_rate_limited" },
    ],
    [{ status: 400 }, { outcome: "rejected", reason: "insights_rejected" }],
  ] as const)("answers 201 when Insights answers %j", async (fault, insights) => {
    relay.context.INSIGHTS_INCLUDE_VOLT = "true";
    relay.insights.always(fault);
    expect(await call(least)).toMatchObject({ status: 201, body: { insights } });
    expect(relay.volt.messages.size).toBe(1);
  });

  it("answers 201 with what was sent when INSIGHTS_INCLUDE_VOLT is no word that it knows", async () => {
    relay.context.INSIGHTS_INCLUDE_VOLT = "perhaps";
    expect(await call(least)).toMatchObject({ status: 201, body: { insights: { outcome: "failed" } } });
  });

  it("takes a form, too", async () => {
    const form = new URLSearchParams({ ...least, media: "https://example.com/a.png" }).toString();
    const headers = { "content-type": "application/x-www-form-urlencoded", authorization };
    expect(await relay.call(send, { form, headers })).toMatchObject({
      status: 201,
      body: { message: { media: ["https://example.com/a.png"] } },
    });
  });

  it.each([
    [
      { text: "x", statusCallback: "https://x.example", mediaUrl: [] },
      ["mediaUrl", "statusCallback", "text"],
    ],
    [{ to: "", from: undefined }, ["from", "to"]],
    [{ body: undefined }, ["body | media"]],
    [{ media: [] }, ["media"]],
    [{ body: { toString: "x" } }, ["body"]],
  ])("refuses %j by the names of what is wrong, and sends nothing", async (change, paths) => {
    const answer = await call({ ...least, ...change });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: "invalid_request" } } });
    const { problems } = answer.body.error as { problems: { path: string }[] };
    expect(problems.map(({ path }) => path.replace(/\[.*/, "")).sort()).toEqual(paths);
    expect(relay.volt.requests).toHaveLength(0);
  });

  it("names VOLT_API_TOKEN when it is missing, and sends nothing", async () => {
    relay.context.VOLT_API_TOKEN = "";
    const answer = await call(least);
    expect(answer).toMatchObject({
      status: 500,
      body: { error: { problems: [{ path: "VOLT_API_TOKEN" }] } },
    });
    expect(relay.volt.requests).toHaveLength(0);
  });
});

describe("what Volt refuses", () => {
  it.each([
    ["a number that is none", { to: "12" }, 'Invalid "to" number'],
    ["a sender of somebody else's", { from: customer }, 'Invalid "from" number'],
    ["media that is no URL", { media: ["picture"] }, "Invalid media type"],
  ])("keeps its own words: %s", async (_case, change, message) => {
    const answer = await call({ ...least, ...change });
    expect(answer).toMatchObject({
      status: 400,
      body: { error: { code: "provider_refused", provider: "volt", message } },
    });
    expect([relay.volt.messages.size, relay.insights.requests]).toEqual([0, []]);
  });

  it.each([
    [429, { status: 429, body: '{"message":"Slow down"}', headers: { "retry-after": "7" } }],
    [401, { status: 401, body: '{"errors":[{"message":"Slow down"}]}' }],
    [400, { status: 200, body: '{"errors":[{"message":"Slow down"}],"data":{"createMessage":null}}' }],
  ])("keeps its status: %d", async (status, fault) => {
    relay.volt.next(fault);
    expect(await call(least)).toMatchObject({
      status,
      body: { error: { code: "provider_refused", message: "Slow down" } },
    });
    expect(operations(relay)).toEqual(["createMessage"]);
  });
});

const unknown = [
  ["answers nothing", "hang"],
  ["breaks off after reading the request", "reset"],
  ["sends, and its answer is lost", "lost"],
  ["drips", "trickle"],
  ["fails", { status: 500, body: '{"errors":[{"message":"oops"}]}' }],
  ["answers HTML", { status: 502, body: "<html>" }],
  ["says neither yes nor no", { status: 200, body: '{"data":{"createMessage":null}}' }],
  [
    "fails over the answer",
    { status: 200, body: '{"errors":[{"message":"x","path":["createMessage","id"]}]}' },
  ],
] as const;

describe("what cannot be known", () => {
  it.each(unknown)("is 504 when Volt %s, and it is asked once", async (_case, fault) => {
    relay.volt.next(fault);
    expect(await call(least, undefined, 3_010)).toMatchObject({
      status: 504,
      body: { error: { code: "outcome_unknown", provider: "volt" } },
    });
    expect(operations(relay)).toEqual(["createMessage"]);
    expect(JSON.stringify(relay.lines)).not.toMatch(/llo|\+15550100|sandbox_/);
  });

  it("is not where Volt was not reached: that is 502, and the app may try again", async () => {
    await relay.volt.close();
    expect(await call(least)).toMatchObject({
      status: 502,
      body: { error: { code: "provider_unreachable" } },
    });
  });
});

describe("an Idempotency-Key", () => {
  it("has a message sent once, and its first answer given again", async () => {
    const first = await call(least, "order-1");
    const { id } = first.body.message as { id: string };
    await relay.volt.advance(id, "sent");
    const again = await call({ body: least.body, from: ours, to: customer, provider: "volt" }, "order-1");
    expect([again.status, again.body]).toEqual([
      201,
      { ...first.body, message: { ...(first.body.message as object), errorCode: null } },
    ]);
    expect(operations(relay)).toEqual(["createMessage", "message"]);
  });

  it("sends one of two at once, and the other is 409", async () => {
    const answers = await Promise.all([call(least, "order-1"), call(least, "order-1")]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(relay.volt.messages.size).toBe(1);
  });

  it("is 422 with another message, and with the same one by another provider", async () => {
    await call(least, "order-1");
    for (const change of [
      { body: "other" },
      { provider: "twilio" },
      { media: ["https://example.com/a.png"] },
    ]) {
      expect(await call({ ...least, ...change }, "order-1")).toMatchObject({
        status: 422,
        body: { error: { code: "idempotency_key_reused" } },
      });
    }
    expect([relay.volt.messages.size, relay.twilio.requests]).toEqual([1, []]);
  });

  it.each(unknown.filter(([, fault]) => fault !== "hang" && fault !== "trickle"))(
    "whose outcome is unknown, for Volt %s, is never sent again",
    async (_case, fault) => {
      relay.volt.next(fault);
      expect(await call(least, "order-1")).toMatchObject({ status: 504 });
      for (const wait of [0, 60_000, 60 * 60_000]) {
        relay.advance(wait);
        expect(await call(least, "order-1")).toMatchObject({
          status: 504,
          body: { error: { code: "outcome_unknown" } },
        });
      }
      expect(operations(relay)).toEqual(["createMessage"]);
    },
  );

  it("is free again after a refusal, and when Volt was not reached", async () => {
    relay.volt.next({ status: 429, body: "{}" });
    expect(await call(least, "order-1")).toMatchObject({ status: 429 });
    const { VOLT_GRAPHQL_URL: url } = relay.context;
    relay.context.VOLT_GRAPHQL_URL = "http://127.0.0.1:1/graphql";
    expect(await call(least, "order-1")).toMatchObject({ status: 502 });
    relay.context.VOLT_GRAPHQL_URL = url;
    expect(await call(least, "order-1")).toMatchObject({ status: 201 });
    expect(relay.volt.messages.size).toBe(1);
  });

  it("that cannot be claimed has nothing sent", async () => {
    relay.setStoreDown(true);
    expect(await call(least, "order-1")).toMatchObject({
      status: 503,
      body: { error: { code: "store_unavailable" } },
    });
    expect(relay.volt.requests).toHaveLength(0);
  });
});

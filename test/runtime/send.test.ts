import type { FunctionRequest } from "../helpers/function-event";
import { send } from "../../src/runtime/routes/send";
import { twilioStatus } from "../../src/runtime/routes/twilio-status";
import { startTestRelay, type TestRelay } from "../helpers/relay";
import { signedForm } from "../helpers/signed";

const least = { to: "+15550100123", from: "+15550100100", body: "Hé😀llo" };

const request = (json: object, headers: Record<string, string> = {}): FunctionRequest => ({
  json,
  headers: { "content-type": "application/json", authorization: "Bearer sandbox_relay_api_key", ...headers },
});

let relay: TestRelay;
beforeEach(async () => {
  relay = await startTestRelay();
});
afterEach(() => relay.close());

/** Twilio's answer to the last request, as it went over the wire. */
let wire = "";
function watchTwilio(): void {
  const { httpOnce } = relay.instance;
  Object.assign(relay.instance, {
    httpOnce: async (...all: Parameters<typeof httpOnce>) => {
      const answer = await httpOnce(...all);
      wire = answer.body;
      return answer;
    },
  });
}

describe("POST /send", () => {
  it("sends by Twilio and gives back the Message byte for byte, and what became of it at Insights", async () => {
    watchTwilio();
    const reply = await relay.call(send, request(least));
    expect(reply.status).toBe(201);
    // Twilio writes JSON with spaces and escapes, so a copy of it would not be the same.
    expect(wire).toContain('", "');
    expect(reply.text).toBe(`{"message":${wire},"insights":${JSON.stringify(reply.body.insights)}}`);
    expect(reply.body).toMatchObject({
      message: {
        status: "queued",
        direction: "outbound-api",
        body: "Hé😀llo",
        num_media: "0",
        error_code: null,
      },
      insights: { outcome: "delivered", attempts: 1 },
    });
  });

  it("forwards the whole Message to Insights, in its wire form", async () => {
    const { body } = await relay.call(send, request(least));
    expect(relay.insights.history.map((post) => [post.path, post.body])).toEqual([
      ["/data/messages/twilio", body.message],
    ]);
  });

  it("lets every status come back to the relay, and Twilio try again on any failure", async () => {
    await relay.call(send, request(least));
    const statusCallback = () => {
      const created = relay.twilio.requests.filter(({ method }) => method === "POST");
      return new URLSearchParams(created.at(-1)?.body).get("StatusCallback");
    };
    expect(statusCallback()).toBe("https://relay.example.com/twilio/status#rc=5&rp=all");
    relay.context.RELAY_BASE_URL = "https://messages.example.org/";
    await relay.call(send, request(least));
    expect(statusCallback()).toBe("https://messages.example.org/twilio/status#rc=5&rp=all");
  });

  it("takes a form, too", async () => {
    const form = new URLSearchParams({ ...least, shortenUrls: "false", validityPeriod: "60" }).toString();
    const headers = {
      "content-type": "application/x-www-form-urlencoded",
      authorization: "bearer sandbox_relay_api_key",
    };
    expect(await relay.call(send, { form, headers })).toMatchObject({ status: 201 });
  });

  it.each([
    ["no key", { authorization: undefined }],
    ["a wrong key", { authorization: "Bearer other" }],
    ["a part of the key", { authorization: "Bearer sandbox_relay_api_ke" }],
    ["another scheme", { authorization: `Basic ${btoa("sandbox_relay_api_key:")}` }],
    ["an empty key", { authorization: "Bearer " }],
    ["the key twice", { authorization: ["Bearer sandbox_relay_api_key", "Bearer sandbox_relay_api_key"] }],
  ])("refuses %s with 401, and sends nothing", async (_case, headers) => {
    const made = request(least, headers as Record<string, string>);
    expect(await relay.call(send, made)).toMatchObject({
      status: 401,
      body: { error: { code: "unauthorized" } },
    });
    expect(relay.twilio.requests).toHaveLength(0);
  });

  it.each([
    ["a wrong content type", { "content-type": "text/plain" }, 415, "unsupported_media_type"],
    ["no content type", { "content-type": undefined }, 415, "unsupported_media_type"],
    ["a body of more than a megabyte", { "content-length": "1000001" }, 413, "payload_too_large"],
  ])("refuses %s, and sends nothing", async (_case, headers, status, code) => {
    const reply = await relay.call(send, request(least, headers as Record<string, string>));
    expect(reply).toMatchObject({ status, body: { error: { code } } });
    expect(relay.twilio.requests).toHaveLength(0);
  });

  it("names every problem of a bad request at once, and sends nothing", async () => {
    const reply = await relay.call(
      send,
      request({ too: "x", statusCallback: "https://x.example", validityPeriod: 0 }),
    );
    expect(reply).toMatchObject({ status: 400, body: { error: { code: "invalid_request" } } });
    const { problems } = reply.body.error as { problems: { path: string }[] };
    expect(problems.map(({ path }) => path).sort()).toEqual([
      "body | mediaUrl | contentSid",
      "from | messagingServiceSid",
      "statusCallback",
      "to",
      "too",
      "validityPeriod",
    ]);
    expect(relay.twilio.requests).toHaveLength(0);
  });

  it("refuses a provider that it does not know", async () => {
    const reply = await relay.call(send, request({ ...least, provider: "pigeon" }));
    expect(reply).toMatchObject({ status: 400, body: { error: { problems: [{ path: "provider" }] } } });
  });

  it("refuses a list of messages", async () => {
    const reply = await relay.call(send, request([least, least]));
    expect(reply).toMatchObject({ status: 400, body: { error: { code: "invalid_request" } } });
  });

  it.each(["RELAY_API_KEY", "VOLT_API_TOKEN", "ACCOUNT_SID", "AUTH_TOKEN"])(
    "names %s when it is missing, and sends nothing",
    async (name) => {
      relay.context[name] = " ";
      const reply = await relay.call(send, request(least));
      expect(reply).toMatchObject({
        status: 500,
        body: { error: { code: "configuration_error", problems: [{ path: name }] } },
      });
      expect(relay.twilio.requests).toHaveLength(0);
    },
  );

  it.each([
    [
      "400",
      400,
      {
        code: 21211,
        message: "Invalid 'To' Phone Number",
        more_info: "https://www.twilio.com/docs/errors/21211",
        status: 400,
      },
    ],
    [
      "401",
      401,
      {
        code: 20003,
        message: "Authenticate",
        more_info: "https://www.twilio.com/docs/errors/20003",
        status: 401,
      },
    ],
    [
      "429",
      429,
      {
        code: 20429,
        message: "Too Many Requests",
        more_info: "https://www.twilio.com/docs/errors/20429",
        status: 429,
      },
    ],
  ])("keeps status, code, message and link of Twilio's refusal (%s)", async (_case, status, refusal) => {
    relay.twilio.next({ status, body: JSON.stringify(refusal) });
    const reply = await relay.call(send, request(least));
    expect(reply).toMatchObject({
      status,
      body: {
        error: {
          code: "provider_refused",
          message: refusal.message,
          provider: "twilio",
          provider_code: refusal.code,
          more_info: refusal.more_info,
        },
      },
    });
    expect(relay.insights.requests).toHaveLength(0);
  });

  it.each([
    ["answers nothing", "hang"],
    ["breaks off after reading the request", "reset"],
    ["sends, and its answer is lost", "lost"],
    ["drips", "trickle"],
    ["fails", { status: 500, body: '{"code":20500,"message":"Internal"}' }],
    ["answers HTML", { status: 503, body: "<html>" }],
    ["says 201 without a Message", { status: 201, body: "ok" }],
  ] as const)("answers 504 outcome_unknown when Twilio %s, and never sends again", async (_case, fault) => {
    relay.twilio.next(fault);
    const reply = await relay.call(send, request(least), 3_100);
    expect(reply).toMatchObject({
      status: 504,
      body: { error: { code: "outcome_unknown", provider: "twilio" } },
    });
    expect(relay.twilio.requests).toHaveLength(1);
  });

  it("answers 502 when Twilio was not reached: nothing was sent, so the app may try again", async () => {
    await relay.twilio.close();
    const reply = await relay.call(send, request(least));
    expect(reply).toMatchObject({ status: 502, body: { error: { code: "provider_unreachable" } } });
  });

  it.each([
    ["fails", { status: 503 }, { outcome: "deferred", reason: "insights_unavailable" }],
    ["hangs", "hang", { outcome: "deferred", reason: "insights_timeout" }],
    ["refuses the token", { status: 401 }, { outcome: "deferred", reason: "insights_misconfigured" }],
    ["refuses the Message", { status: 400 }, { outcome: "rejected", reason: "insights_rejected" }],
  ] as const)("answers 201 with what was sent when Insights %s", async (_case, fault, insights) => {
    relay.insights.always(fault);
    const reply = await relay.call(send, request(least), 3_100);
    expect(reply).toMatchObject({ status: 201, body: { message: { status: "queued" }, insights } });
    expect(relay.twilio.messages.size).toBe(1);
  });

  it("says failed, with the message, when the store is down as well", async () => {
    relay.setStoreDown(true);
    relay.insights.always({ status: 503 });
    const reply = await relay.call(send, request(least), 3_100);
    expect(reply).toMatchObject({
      status: 201,
      body: {
        message: { status: "queued" },
        insights: { outcome: "failed", reason: "insights_unavailable" },
      },
    });
  });

  it("brings the whole Message to Insights with its newest status when a callback was faster", async () => {
    const { httpOnce } = relay.instance;
    Object.assign(relay.instance, {
      httpOnce: async (...all: Parameters<typeof httpOnce>) => {
        const answer = await httpOnce(...all);
        const { sid } = JSON.parse(answer.body) as { sid: string };
        relay.twilio.progress(sid, "delivered");
        await relay.call(
          twilioStatus,
          signedForm("/twilio/status", { SmsSid: sid, MessageStatus: "delivered" }),
        );
        return answer;
      },
    });
    const { body } = await relay.call(send, request(least));
    const { sid } = body.message as { sid: string };
    expect(body.insights).toMatchObject({ outcome: "delivered" });
    expect(relay.insights.messages.get(sid)).toMatchObject({
      status: "delivered",
      body: "Hé😀llo",
      num_segments: "1",
    });
  });

  it("brings what a Message says for good to Insights when a callback was faster and Twilio's REST API is behind it", async () => {
    const { httpOnce } = relay.instance;
    Object.assign(relay.instance, {
      httpOnce: async (...all: Parameters<typeof httpOnce>) => {
        const answer = await httpOnce(...all);
        const { sid } = JSON.parse(answer.body) as { sid: string };
        await relay.call(
          twilioStatus,
          signedForm("/twilio/status", { SmsSid: sid, MessageStatus: "delivered" }),
        );
        return answer;
      },
    });
    const { body } = await relay.call(send, request(least));
    const { sid, date_created } = body.message as { sid: string; date_created: string };
    expect(body.insights).toMatchObject({ outcome: "delivered" });
    expect(relay.insights.messages.get(sid)).toMatchObject({
      status: "delivered",
      body: "Hé😀llo",
      direction: "outbound-api",
      date_created,
    });
  });

  it("leaves the text out of Insights when INSIGHTS_INCLUDE_BODY is false, and in the answer", async () => {
    relay.context.INSIGHTS_INCLUDE_BODY = "false";
    const { body } = await relay.call(send, request(least));
    expect(body.message).toMatchObject({ body: "Hé😀llo" });
    expect(relay.insights.history[0]?.body).not.toHaveProperty("body");
    expect(JSON.stringify(relay.insights.requests.map((r) => r.body))).not.toContain("llo");
  });

  it("logs neither text nor secrets nor whole numbers, however the send ends", async () => {
    relay.twilio.next("reset", { status: 400, body: "{}" });
    for (let n = 0; n < 3; n++) await relay.call(send, request(least));
    await relay.call(send, request({ ...least, wrong: "+15550100123" }));
    const log = JSON.stringify(relay.lines);
    expect(log).toContain("outcome_unknown");
    for (const secret of [
      "llo",
      "+15550100123",
      "sandbox_relay_api_key",
      "sandbox_volt_api_token",
      relay.context.AUTH_TOKEN,
    ]) {
      expect(log).not.toContain(secret);
    }
  });
});

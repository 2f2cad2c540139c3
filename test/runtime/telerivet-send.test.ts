import { NetworkError } from "../../src/relay/errors";
import { send } from "../../src/runtime/routes/send";
import { telerivetWebhook } from "../../src/runtime/routes/telerivet-webhook";
import { sandboxAccounts } from "../../src/sandbox/accounts";
import type { Fault } from "../../src/sandbox/stand-in/fault";
import type { Telerivet } from "../../src/sandbox/telerivet/telerivet";
import type { FunctionRequest } from "../helpers/function-event";
import { startTestRelay, type Reply, type TestRelay } from "../helpers/relay";
import { startTestTelerivet, telerivetForm } from "../helpers/telerivet";

const SECRET = sandboxAccounts.telerivetWebhookSecret;
const least = { provider: "telerivet", to: "+15550100123", content: "Hé😀llo" };

const request = (json: object, headers: Record<string, string> = {}): FunctionRequest => ({
  json,
  headers: { "content-type": "application/json", authorization: "Bearer sandbox_relay_api_key", ...headers },
});
const keyed = (json: object = least, key = "order 1001") => request(json, { "idempotency-key": key });

let relay: TestRelay;
let telerivet: Telerivet;
beforeEach(async () => {
  relay = await startTestRelay();
  telerivet = await startTestTelerivet(relay);
});
afterEach(() => Promise.all([relay.close(), telerivet.close()]));

const sends = () => telerivet.requests.filter(({ method }) => method === "POST");
const sentBody = () => JSON.parse(sends().at(-1)?.body ?? "{}") as Record<string, unknown>;
const idIn = ({ body }: Reply) => (body.message as { id: string }).id;

/** Telerivet acts on a request, or ignores it, and its answer never comes: the clock is moved on to the end of that wait. */
function keepSilent(edge: "http" | "httpOnce", telerivetThen: "acts" | "ignores"): void {
  const ask = relay.instance[edge];
  Object.assign(relay.instance, {
    [edge]: async (...all: Parameters<typeof ask>) => {
      const [{ url, timeoutMs }] = all;
      if (!url.startsWith(telerivet.url)) return ask(...all);
      if (telerivetThen === "acts") await ask(...all);
      relay.advance(timeoutMs);
      throw new NetworkError("TIMEOUT", true);
    },
  });
}

describe("POST /send by Telerivet", () => {
  it("gives back the Message byte for byte, and what became of it at Insights", async () => {
    const texts: string[] = [];
    telerivet.onAnswer(({ method }, { body = "" }) => {
      if (method === "POST") texts.push(body);
    });
    const answer = await relay.call(send, request(least));
    expect(answer.status).toBe(201);
    expect(answer.text).toBe(
      `{"message":${texts.join()},"insights":${JSON.stringify(answer.body.insights)}}`,
    );
    expect(answer.body).toMatchObject({
      message: { status: "queued", source: "api", content: "Hé😀llo", time_sent: null },
      insights: { outcome: "delivered", attempts: 1 },
    });
    expect(relay.insights.messages.get(`telerivet:${idIn(answer)}`)).toMatchObject({
      ...{ status: "queued", direction: "outbound", body: "Hé😀llo", to_number: "+15550100123" },
    });
  });

  it("lets every status come back to the relay, and names the message", async () => {
    await relay.call(
      send,
      request({ ...least, vars: { order: 7 }, media_urls: ["https://media.example.com/a.jpg"], priority: 2 }),
    );
    expect(sentBody()).toEqual({
      ...{ to_number: "+15550100123", content: "Hé😀llo", priority: 2 },
      media_urls: ["https://media.example.com/a.jpg"],
      vars: { order: 7, volt_relay_ref: expect.stringMatching(/^[0-9a-f]{32}$/) as string },
      status_url: "https://relay.example.com/telerivet/webhook",
      status_secret: SECRET,
    });
    relay.context.RELAY_BASE_URL = "https://messages.example.org/";
    await relay.call(send, request(least));
    expect(sentBody()).toMatchObject({ status_url: "https://messages.example.org/telerivet/webhook" });
  });

  it("takes a form, too", async () => {
    const form = new URLSearchParams({ ...least, priority: "2", vars: '{"order":7}' }).toString();
    const headers = {
      "content-type": "application/x-www-form-urlencoded",
      authorization: "Bearer sandbox_relay_api_key",
    };
    expect(await relay.call(send, { form, headers })).toMatchObject({ status: 201 });
    expect(sentBody()).toMatchObject({ priority: 2, vars: { order: 7 } });
  });

  it("names every problem of a bad request at once, and sends nothing", async () => {
    const bad = { provider: "telerivet", status_url: "https://x.example", status_secret: "x", from: "+1" };
    const answer = await relay.call(send, request({ ...bad, vars: { volt_relay_ref: "mine" } }));
    expect(answer).toMatchObject({ status: 400, body: { error: { code: "invalid_request" } } });
    const { problems } = answer.body.error as { problems: { path: string }[] };
    expect(problems.map(({ path }) => path).sort()).toEqual([
      "content | media_urls | audio_url | service_id",
      "from",
      "status_secret",
      "status_url",
      "to | contact_id",
      "vars",
    ]);
    expect(telerivet.requests).toHaveLength(0);
  });

  it("leaves what is simulated out of Insights, unless INSIGHTS_INCLUDE_SIMULATED says otherwise", async () => {
    const simulated = { ...least, simulated: true };
    expect((await relay.call(send, request(simulated))).body).toMatchObject({
      message: { simulated: true },
      insights: { outcome: "left_out" },
    });
    expect(relay.insights.requests).toHaveLength(0);
    relay.context.INSIGHTS_INCLUDE_SIMULATED = "true";
    expect((await relay.call(send, request(simulated))).body).toMatchObject({
      insights: { outcome: "delivered" },
    });
  });

  it.each(["TELERIVET_API_KEY", "TELERIVET_PROJECT_ID", "TELERIVET_WEBHOOK_SECRET"])(
    "names %s when it is missing, and sends nothing; Twilio's sends go on",
    async (name) => {
      relay.context[name] = " ";
      expect(await relay.call(send, request(least))).toMatchObject({
        status: 500,
        body: { error: { code: "configuration_error", problems: [{ path: name }] } },
      });
      expect(telerivet.requests).toHaveLength(0);
      const byTwilio = { to: "+15550100123", from: "+15550100100", body: "Hello" };
      expect(await relay.call(send, request(byTwilio))).toMatchObject({ status: 201 });
    },
  );

  const refusal = { error: { message: "Invalid to_number", code: "invalid_param", param: "to_number" } };
  it.each([
    ["400", 400, 400],
    ["402", 402, 402],
    ["429", 429, 429],
    ["200, with an error", 200, 400],
  ])("keeps status and code of Telerivet's refusal (%s)", async (_case, given, status) => {
    telerivet.next({ status: given, body: JSON.stringify(refusal) });
    expect(await relay.call(send, request(least))).toMatchObject({
      status,
      body: {
        error: {
          ...{ code: "provider_refused", message: "Invalid to_number", provider: "telerivet" },
          ...{ provider_code: "invalid_param", param: "to_number" },
        },
      },
    });
    expect(telerivet.requests).toHaveLength(1);
    expect(relay.insights.requests).toHaveLength(0);
  });

  it("answers 502 when Telerivet was not reached: nothing was sent, so the app may try again", async () => {
    await telerivet.close();
    expect(await relay.call(send, request(least))).toMatchObject({
      status: 502,
      body: { error: { code: "provider_unreachable" } },
    });
  });

  it("says deferred or failed, with the message, when Insights does not take it", async () => {
    relay.insights.always({ status: 401 });
    expect(await relay.call(send, request(least))).toMatchObject({
      status: 201,
      body: { insights: { outcome: "deferred", reason: "insights_misconfigured" } },
    });
    relay.setStoreDown(true);
    expect(await relay.call(send, request(least))).toMatchObject({
      status: 201,
      body: { message: { status: "queued" }, insights: { outcome: "failed" } },
    });
  });

  it("does not set Insights back when the status was faster than the answer", async () => {
    const { httpOnce } = relay.instance;
    Object.assign(relay.instance, {
      httpOnce: async (...all: Parameters<typeof httpOnce>) => {
        const answer = await httpOnce(...all);
        const { id, content, to_number, time_created } = JSON.parse(answer.body) as Record<string, string>;
        const said = { content: String(content), to_number: String(to_number) };
        const times = { time_created: String(time_created), time_updated: String(time_created) };
        await relay.call(
          telerivetWebhook,
          telerivetForm({ event: "send_status", id: String(id), status: "sent", ...said, ...times }),
        );
        return answer;
      },
    });
    const answer = await relay.call(send, request(least));
    expect(answer.body).toMatchObject({ insights: { outcome: "superseded" } });
    expect(relay.insights.statuses(`telerivet:${idIn(answer)}`)).toEqual(["sent"]);
    expect(relay.insights.messages.get(`telerivet:${idIn(answer)}`)).toMatchObject({
      body: "Hé😀llo",
      to_number: "+15550100123",
    });
  });

  it("logs neither text nor secrets nor whole numbers, however the send ends", async () => {
    telerivet.next("reset", { status: 400, body: '{"error":{"message":"no: +15550100123 Hé"}}' });
    for (let n = 0; n < 3; n++) await relay.call(send, request(least));
    await relay.call(send, request({ ...least, wrong: "+15550100123" }));
    const log = JSON.stringify(relay.lines);
    for (const word of ["llo", "Hé", "+15550100123", SECRET, sandboxAccounts.telerivetApiKey])
      expect(log).not.toContain(word);
  });
});

describe("a send whose answer is lost", () => {
  it("is found by its reference, and answered 201: it was sent", async () => {
    telerivet.next("lost");
    const answer = await relay.call(send, request(least));
    expect(answer).toMatchObject({
      status: 201,
      body: { message: { content: "Hé😀llo" }, insights: { outcome: "delivered" } },
    });
    expect([...telerivet.messages.keys()]).toEqual([idIn(answer)]);
    expect(sends()).toHaveLength(1);
  });

  it("is told from everyone else's", async () => {
    for (let n = 0; n < 205; n++) telerivet.sendFromWebApp({ to_number: "+15550100123", content: "Hé😀llo" });
    await relay.call(send, request(least));
    telerivet.next("lost");
    const answer = await relay.call(send, request({ ...least, content: "Second" }));
    expect(answer).toMatchObject({ status: 201, body: { message: { content: "Second" } } });
    expect(sends()).toHaveLength(2);
  });

  it("is found in time when it was given up after its time: it was sent", async () => {
    keepSilent("httpOnce", "acts");
    const start = relay.instance.now();
    const answer = await relay.call(send, request(least));
    expect(answer).toMatchObject({ status: 201, body: { insights: { outcome: "delivered" } } });
    expect([...telerivet.messages.keys()]).toEqual([idIn(answer)]);
    expect(relay.instance.now() - start).toBeLessThanOrEqual(send.budgetMs);
  });

  it.each([
    ["the send", "ignores", undefined],
    ["the send, which is sent, and the search for it", "acts", "ignores"],
  ] as const)("is 504 outcome_unknown in time when Telerivet is silent to %s", async (_case, first, then) => {
    keepSilent("httpOnce", first);
    if (then !== undefined) keepSilent("http", then);
    const start = relay.instance.now();
    expect(await relay.call(send, keyed())).toMatchObject({
      status: 504,
      body: { error: { code: "outcome_unknown", provider: "telerivet", network: "TIMEOUT" } },
    });
    // What is left is for saying so in the store.
    expect(relay.instance.now() - start).toBeLessThan(send.budgetMs - 900);
    expect(telerivet.messages.size).toBe(first === "acts" ? 1 : 0);
    expect((await relay.store.list("sends", undefined)).records).toMatchObject([
      { data: { state: "unknown" } },
    ]);
  });

  const faults: [string, Fault, Fault[]][] = [
    ["breaks off", "reset", []],
    ["fails", { status: 500, body: '{"error":{"message":"Internal"}}' }, []],
    ["answers HTML", { status: 503, body: "<html>" }, []],
    ["answers 200 without a Message", { status: 200, body: "{}" }, []],
    ["breaks off, and cannot be searched", "reset", [{ status: 503 }]],
    ["breaks off, and its list is none", "reset", [{ status: 200, body: '{"data":7}' }]],
  ];
  it.each(faults)(
    "is 504 outcome_unknown when Telerivet %s, and never sent again",
    async (_case, first, then) => {
      telerivet.next(first, ...then);
      expect(await relay.call(send, request(least))).toMatchObject({
        status: 504,
        body: { error: { code: "outcome_unknown", provider: "telerivet" } },
      });
      expect(sends()).toHaveLength(1);
    },
  );
});

describe("an Idempotency-Key", () => {
  it("sends once, and gives the first answer again", async () => {
    const first = await relay.call(send, keyed());
    telerivet.progress(idIn(first), "sent");
    const second = await relay.call(send, keyed());
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    expect(sends()).toHaveLength(1);
  });

  it.each([
    ["another text", { ...least, content: "Other" }],
    ["another provider", { to: "+15550100123", from: "+15550100100", body: "Hé😀llo" }],
  ])("is refused with 422 for %s", async (_case, other) => {
    await relay.call(send, keyed());
    expect(await relay.call(send, keyed(other))).toMatchObject({
      status: 422,
      body: { error: { code: "idempotency_key_reused" } },
    });
    expect([sends().length, relay.twilio.messages.size]).toEqual([1, 0]);
  });

  it("is answered 409 while its first request is under way", async () => {
    telerivet.next({ delayMs: 60 });
    const arrived = new Promise((resolve) => telerivet.onRequest(resolve));
    const first = relay.call(send, keyed());
    await arrived;
    // What makes two claims differ is chance, and this relay has none.
    relay.advance(1);
    expect(await relay.call(send, keyed())).toMatchObject({
      status: 409,
      body: { error: { code: "send_in_progress" } },
    });
    expect(await first).toMatchObject({ status: 201 });
    expect(sends()).toHaveLength(1);
  });

  it("is free again when Telerivet refuses the message", async () => {
    telerivet.next({ status: 400, body: '{"error":{"code":"invalid_param"}}' });
    expect(await relay.call(send, keyed())).toMatchObject({ status: 400 });
    relay.advance(1);
    expect(await relay.call(send, keyed())).toMatchObject({ status: 201 });
  });

  it("finds the message of a first request that lost everything, and sends no second", async () => {
    telerivet.next("lost", { status: 503 });
    expect(await relay.call(send, keyed())).toMatchObject({ status: 504 });
    relay.advance(60_000);
    for (let n = 0; n < 2; n++) {
      const answer = await relay.call(send, keyed());
      expect(answer).toMatchObject({
        status: 201,
        body: { message: { content: "Hé😀llo", status: "queued" }, insights: { outcome: "delivered" } },
      });
      expect([...telerivet.messages.keys()]).toEqual([idIn(answer)]);
    }
    expect(sends()).toHaveLength(1);
  });

  it("of an instance that died in the middle is 409 for 30 s, and looked up from then on", async () => {
    const { httpOnce } = relay.instance;
    const dies = new Promise<never>(() => undefined);
    const left = new Promise<void>((resolve) => {
      Object.assign(relay.instance, {
        httpOnce: async (...all: Parameters<typeof httpOnce>) => {
          await httpOnce(...all);
          resolve();
          return dies;
        },
      });
    });
    void relay.call(send, keyed());
    await left;
    relay.advance(29_000);
    expect(await relay.call(send, keyed())).toMatchObject({ status: 409 });
    relay.advance(2_000);
    const answer = await relay.call(send, keyed());
    expect(answer).toMatchObject({ status: 201, body: { message: { content: "Hé😀llo" } } });
    expect([...telerivet.messages.keys()]).toEqual([idIn(answer)]);
  });

  it("is not sent again where no message of it is found: that proves nothing", async () => {
    telerivet.next("reset");
    for (let n = 0; n < 2; n++) {
      expect(await relay.call(send, keyed())).toMatchObject({
        status: 504,
        body: { error: { code: "outcome_unknown" } },
      });
      relay.advance(1_000);
    }
    expect(sends()).toHaveLength(1);
  });

  it("sends nothing while the store is down", async () => {
    relay.setStoreDown(true);
    expect(await relay.call(send, keyed())).toMatchObject({
      status: 503,
      body: { error: { code: "store_unavailable" } },
    });
    expect(telerivet.requests).toHaveLength(0);
  });
});

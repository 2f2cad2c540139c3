import { health } from "../../src/runtime/routes/health";
import { generateKeyPairSync } from "node:crypto";
import { sandboxAccounts } from "../../src/sandbox/accounts";
import { startTelerivet } from "../../src/sandbox/telerivet/telerivet";
import { startVolt } from "../../src/sandbox/volt/volt";
import { startTestRelay, type TestRelay } from "../helpers/relay";

/** Nothing is signed here: the smallest that there is, for making one takes time. */
const VOLT_KEY = generateKeyPairSync("rsa", { modulusLength: 1_024 }).privateKey;
const withKey = { headers: { authorization: "Bearer sandbox_relay_api_key" } };

let relay: TestRelay;
beforeEach(async () => {
  relay = await startTestRelay();
});
afterEach(() => relay.close());

describe("GET /health", () => {
  it("tells anyone that the relay is alive, and its version, and nothing more", async () => {
    const reply = await relay.call(health, {});
    expect(reply).toMatchObject({ status: 200, body: { status: "ok", version: "0.0.0-test" } });
    expect(Object.keys(reply.body)).toEqual(["status", "version"]);
    expect([relay.insights.requests, relay.twilio.requests]).toEqual([[], []]);
  });

  it("is alive without a single setting", async () => {
    for (const name of Object.keys(relay.context)) relay.context[name] = undefined;
    expect(await relay.call(health, {})).toMatchObject({ status: 200 });
  });

  it("asks each upstream and names each setting for whoever has the key, without any value", async () => {
    relay.context.RELAY_BASE_URL = "";
    const reply = await relay.call(health, withKey);
    expect(reply.body).toMatchObject({
      status: "ok",
      upstreams: { twilio: { ok: true }, insights: { ok: true } },
      settings: { AUTH_TOKEN: "set", RELAY_BASE_URL: "default", VOLT_API_TOKEN: "set" },
    });
    for (const value of Object.values(relay.context).filter(Boolean)) expect(reply.text).not.toContain(value);
    expect(relay.insights.messages.size).toBe(0);
  });

  it("asks Telerivet and Volt where they are set up, and says nothing of them where they are not", async () => {
    const { telerivetApiKey: apiKey, telerivetProjectId: projectId, voltApiToken: token } = sandboxAccounts;
    const telerivet = await startTelerivet({ apiKey, projectId });
    const volt = await startVolt({ token, numbers: [], privateKey: VOLT_KEY });
    expect(Object.keys((await relay.call(health, withKey)).body.upstreams as object)).toEqual([
      "twilio",
      "insights",
    ]);
    Object.assign(relay.context, {
      TELERIVET_API_KEY: apiKey,
      TELERIVET_PROJECT_ID: projectId,
      TELERIVET_API_URL: `${telerivet.url}/v1`,
      VOLT_WEBHOOK_TOKEN: sandboxAccounts.voltWebhookToken,
      VOLT_GRAPHQL_URL: `${volt.url}/graphql`,
    });
    expect((await relay.call(health, withKey)).body).toMatchObject({
      status: "ok",
      upstreams: { telerivet: { ok: true }, volt: { ok: true } },
    });
    relay.advance(60_001);
    telerivet.always({ status: 401, body: '{"error":{"code":"invalid_api_key","message":"no"}}' });
    volt.always({ status: 503 });
    expect((await relay.call(health, withKey)).body).toMatchObject({
      status: "degraded",
      upstreams: {
        telerivet: { ok: false, code: "configuration_error" },
        volt: { ok: false, code: "provider_unreachable" },
      },
    });
    await Promise.all([telerivet.close(), volt.close()]);
  });

  it("refuses a wrong key", async () => {
    const reply = await relay.call(health, { headers: { authorization: "Bearer other" } });
    expect(reply).toMatchObject({ status: 401, body: { error: { code: "unauthorized" } } });
    expect(relay.insights.requests).toHaveLength(0);
  });

  it.each([
    [
      "Insights refuses the token",
      () => {
        relay.context.VOLT_API_TOKEN = "old";
      },
      { insights: { ok: false, code: "configuration_error" }, twilio: { ok: true } },
    ],
    [
      "Insights is down",
      () => {
        relay.insights.always({ status: 503 });
      },
      { insights: { ok: false, code: "provider_unreachable" }, twilio: { ok: true } },
    ],
    [
      "Insights breaks off",
      () => {
        relay.insights.always("reset");
      },
      { insights: { ok: false, code: "network_error" }, twilio: { ok: true } },
    ],
    [
      "Twilio refuses the credentials",
      () => {
        relay.context.AUTH_TOKEN = "0".repeat(32);
      },
      { insights: { ok: true }, twilio: { ok: false, code: "configuration_error" } },
    ],
    [
      "Twilio is down",
      () => {
        relay.twilio.always({ status: 503 });
      },
      { insights: { ok: true }, twilio: { ok: false, code: "provider_unreachable" } },
    ],
    [
      "a setting is missing",
      () => {
        relay.context.VOLT_API_TOKEN = "";
      },
      { insights: { ok: false, code: "configuration_error" } },
    ],
  ])("is degraded when %s", async (_case, break_, upstreams) => {
    break_();
    expect(await relay.call(health, withKey)).toMatchObject({
      status: 200,
      body: { status: "degraded", upstreams },
    });
  });

  it("asks an upstream once a minute at the most", async () => {
    for (let n = 0; n < 5; n++) await relay.call(health, withKey);
    expect([relay.insights.requests.length, relay.twilio.requests.length]).toEqual([1, 1]);
  });
});

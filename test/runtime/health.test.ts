import { health } from "../../src/runtime/routes/health";
import { startTestRelay, type TestRelay } from "../helpers/relay";

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

import { createHttp } from "../../src/relay/axios-http";
import { startStandIn, type StandIn } from "../../src/sandbox/stand-in/stand-in";
import { voltClient, type VoltClient } from "../../src/volt/client";
import { registerVoltWebhook } from "../../src/volt/register";

const URL_OF_RELAY = "https://relay.example/volt/webhook?token=new";

let volt: StandIn;
let client: VoltClient;
let registered: { id: string; url: string }[];

beforeEach(async () => {
  registered = [];
  volt = await startStandIn({
    routes: [
      {
        method: "POST",
        path: /^\/graphql$/,
        act: ({ body }) => {
          const { query, variables } = JSON.parse(body) as { query: string; variables?: { url: string } };
          if (query.startsWith("query webhooks"))
            return { status: 200, body: JSON.stringify({ data: { webhooks: registered } }) };
          const webhook = { id: String(registered.length + 1), url: variables?.url ?? "" };
          registered.push(webhook);
          return { status: 200, body: JSON.stringify({ data: { registerWebhook: webhook } }) };
        },
      },
    ],
    notFound: () => ({ status: 404 }),
  });
  client = voltClient({ url: `${volt.url}/graphql`, token: "t" }, createHttp({ keepAlive: false }));
});
afterEach(() => volt.close());

const register = (url = URL_OF_RELAY) => registerVoltWebhook(client, url, 2_000);

describe("registering the relay's webhook", () => {
  it("is done once, however often it is asked for", async () => {
    expect(await register()).toMatchObject({
      outcome: "registered",
      webhook: { id: "1", url: URL_OF_RELAY },
      others: [],
    });
    expect(await register()).toMatchObject({ outcome: "kept", webhook: { id: "1" }, others: [] });
    expect(await register("HTTPS://Relay.Example/volt/webhook?token=new")).toMatchObject({ outcome: "kept" });
    expect(registered).toHaveLength(1);
  });

  it("leaves other URLs alone, and tells of those that are at the same address", async () => {
    registered = [
      { id: "a", url: "https://other.example/volt/webhook?token=new" },
      { id: "b", url: "https://relay.example/volt/webhook?token=old" },
      { id: "c", url: "not a URL" },
      { id: "d", url: "https://relay.example/volt" },
    ];
    expect(await register()).toMatchObject({ outcome: "registered", others: [{ id: "b" }] });
    registered.push({ id: "e", url: URL_OF_RELAY });
    expect(await register()).toMatchObject({
      outcome: "kept",
      webhook: { id: "5" },
      others: [{ id: "b" }, { id: "e" }],
    });
  });

  it.each([
    ["is refused", { status: 200, body: '{"errors":[{"message":"No"}]}' }, "provider_refused"],
    ["is not understood", { status: 200, body: '{"data":{"webhooks":null}}' }, "provider_unreachable"],
    ["breaks off", "reset", "provider_unreachable"],
    ["is refused for the token", { status: 401 }, "configuration_error"],
  ] as const)("is not done blindly where the list %s", async (_case, fault, code) => {
    volt.next(fault);
    await expect(register()).rejects.toMatchObject({ code });
    expect(volt.requests).toHaveLength(1);
    expect(registered).toEqual([]);
  });

  it("hands on what is wanted of it", async () => {
    await registerVoltWebhook(client, URL_OF_RELAY, 2_000, { primaryPhone: "+15555550123" });
    expect(JSON.parse(volt.requests.at(-1)?.body ?? "{}")).toMatchObject({
      variables: { url: URL_OF_RELAY, primaryPhone: "+15555550123" },
    });
  });
});

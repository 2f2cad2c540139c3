import { constants, verify } from "node:crypto";
import type { Fault } from "../../src/sandbox/stand-in/fault";
import { closeAfterEach } from "./close-after-each";
import { startRelayDouble } from "./relay-double";
import { ask, customer, ours, registerWebhook, startSandboxVolt } from "./volt-fixture";

const opened = closeAfterEach();

async function startBoth(options: Parameters<typeof startSandboxVolt>[0] = {}) {
  const relay = opened(await startRelayDouble());
  const volt = opened(await startSandboxVolt(options));
  const url = `${relay.url}/volt/webhook?token=secret`;
  return { relay, volt, url, register: (given = url) => ask(volt.url, registerWebhook, { url: given }) };
}

test("a URL is asked before it is registered, without a signature and with a body like no event's", async () => {
  const { relay, volt, url, register } = await startBoth();
  const registeredThen: number[] = [];
  relay.onRequest(() => registeredThen.push(volt.webhooks.size));
  await register();
  expect(registeredThen).toEqual([0]);
  expect(relay.requests).toMatchObject([{ method: "POST", path: "/volt/webhook", body: '{"test":true}' }]);
  expect(relay.requests[0]?.query.get("token")).toBe("secret");
  expect(relay.requests[0]?.headers).toMatchObject({ "content-type": "application/json" });
  expect(relay.requests[0]?.headers).not.toHaveProperty("x-respond-flow-signature");
  expect(volt.deliveries).toMatchObject([{ event: "test", request: { url }, attempts: [200] }]);
});

test("the test request may have any body and a signature", async () => {
  const { relay, volt, register } = await startBoth({ testRequest: { body: "ping", signed: true } });
  await register();
  const [request] = relay.requests;
  expect(request?.body).toBe("ping");
  const signature = Buffer.from(String(request?.headers["x-respond-flow-signature"]), "base64");
  const key = { key: volt.publicKey(), padding: constants.RSA_PKCS1_PADDING };
  expect(verify("sha256", Buffer.from("ping"), key, signature)).toBe(true);
});

test.each<Fault>([{ status: 204 }, { status: 299 }])("%j is a good answer", async (fault) => {
  const { relay, volt, register } = await startBoth();
  relay.next(fault);
  await register();
  expect(volt.webhooks.size).toBe(1);
});

test.each<Fault>([
  { status: 302, headers: { location: "/" } },
  { status: 400 },
  { status: 403 },
  { status: 500 },
  "reset",
  "hang",
])("%j to the test request makes registration fail, at the first attempt", async (fault) => {
  const { relay, volt, register } = await startBoth({ webhookTimeoutMs: 50, webhookRetries: 3 });
  relay.next(fault);
  expect(await register()).toEqual({
    status: 200,
    body: {
      errors: [
        {
          message: "The webhook URL did not answer the test request with a 2xx status.",
          path: ["registerWebhook"],
        },
      ],
      data: { registerWebhook: null },
    },
  });
  expect([volt.webhooks.size, relay.requests.length]).toEqual([0, 1]);
});

test.each(["", "/volt/webhook", "ftp://relay.example/"])(
  "'%s' is no URL, and nobody is asked",
  async (url) => {
    const { relay, volt, register } = await startBoth();
    expect(await register(url)).toMatchObject({
      body: { errors: [{ message: "The webhook URL is not a valid URL." }] },
    });
    expect([volt.webhooks.size, volt.deliveries.length, relay.requests.length]).toEqual([0, 0, 0]);
  },
);

test("nothing outside this machine is asked, unless it lives here", async () => {
  const { relay, volt, register } = await startBoth();
  await register("https://relay.example/volt/webhook");
  expect([volt.webhooks.size, volt.deliveries[0]?.attempts]).toEqual([0, ["ct"]]);

  const other = opened(await startSandboxVolt({ publicOrigins: { "https://relay.example": relay.url } }));
  await other.registerWebhook("https://relay.example/volt/webhook");
  expect(other.webhooks.size).toBe(1);
  expect(relay.requests).toMatchObject([{ headers: { host: "relay.example" } }]);
});

test("the query of a URL can get lost, before the test request", async () => {
  const { relay, volt, register } = await startBoth({ dropsQuery: true });
  await register();
  const url = `${relay.url}/volt/webhook`;
  expect([...volt.webhooks.values()]).toMatchObject([{ url }]);
  expect(volt.deliveries).toMatchObject([{ request: { url } }]);
});

test("a URL registered twice hears all twice, and one deleted nothing", async () => {
  const { relay, volt, url, register } = await startBoth();
  await register();
  const second = await volt.registerWebhook(url);
  const hear = async () => {
    await volt.receive({ from: customer, to: ours, text: "Hi" });
    return relay.requests.length;
  };
  expect([await hear(), volt.webhooks.size]).toEqual([4, 2]);
  await ask(volt.url, `mutation { deleteWebhook(id: "${second.id}") { id } }`);
  expect(await hear()).toBe(5);
});

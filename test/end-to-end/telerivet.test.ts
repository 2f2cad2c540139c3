import { sandboxAccounts, sandboxNumbers } from "../../src/sandbox/accounts";
import { asJson, startBuilt, type Built } from "./sandbox";

// twilio-run takes its time on a busy machine.
jest.setTimeout(20_000);

const { telerivetApiKey, telerivetProjectId, telerivetWebhookSecret: secret } = sandboxAccounts;
const { customer, telerivetOrganisation } = sandboxNumbers;
/** Too long to be waited out: Insights is given up at once. */
const tooMany = { status: 429, headers: { "retry-after": "120" } };
const refused = { status: 500 };

const webhookOf = ({ relay }: Built) => ({ url: `${relay.url}/telerivet/webhook`, secret });

/** The built functions, with the hook that replies to JOIN, and all that Telerivet has to be told once. */
async function startConnected(fork: boolean): Promise<Built> {
  const env = { INSIGHTS_INCLUDE_SIMULATED: "true" };
  const built = await startBuilt({ fork, env, exampleHooks: true, telerivet: { retryMs: 5, delayMs: 20 } });
  const webhook = webhookOf(built);
  built.telerivet.setProjectWebhook(webhook);
  const service = {
    service_type: "incoming_message_webhook",
    ...{ config: webhook, contact_number_filter: "all", apply_mode: "always" },
  };
  await fetch(`${built.telerivet.url}/v1/projects/${telerivetProjectId}/services`, {
    method: "POST",
    headers: {
      authorization: `Basic ${Buffer.from(`${telerivetApiKey}:`).toString("base64")}`,
      "content-type": "application/json",
    },
    body: JSON.stringify(service),
  });
  return built;
}

async function sendBy({ call }: Built, to: string, more: object = {}) {
  const body = JSON.stringify({ provider: "telerivet", to, content: "Café at 9?", ...more });
  const response = await call("/send", { method: "POST", headers: asJson, body });
  const answer = (await response.json()) as { message: { id: string }; insights: object };
  return { status: response.status, id: answer.message.id, insights: answer.insights };
}

/** A body as Telerivet would post it. */
const post = ({ call }: Built, parameters: Record<string, string> | string) =>
  call("/telerivet/webhook", { method: "POST", body: new URLSearchParams(parameters) });

/** The statuses that Insights was given; posting one again is harmless. */
const statuses = ({ insights }: Built, id: string) =>
  insights.statuses(`telerivet:${id}`).filter((status, n, all) => status !== all[n - 1]);

const inInsights = ({ insights }: Built, id: string) => insights.messages.get(`telerivet:${id}`);

describe("on a warm instance", () => {
  let built: Built;
  beforeAll(async () => {
    built = await startConnected(false);
  });
  afterAll(() => built.stop());

  test("every event is answered exactly 200", async () => {
    const { telerivet } = built;
    const { id, deliveries } = await telerivet.receive({ from_number: customer, content: "Hello" });
    const contactId = telerivet.messages.get(id)?.contact_id ?? "";
    const sent = telerivet.sendFromWebApp({ to_number: customer, content: "Hi" });
    const answers = [
      deliveries[0]?.attempts,
      await telerivet.sendStatus(sent.id),
      await telerivet.sendBroadcast({ toNumbers: [customer], content: "Hi all" }),
      await telerivet.sendContactUpdate(contactId, "add_group"),
      await telerivet.sendMetadata(sent.id, "star"),
      await telerivet.sendEvent("default", { anything: { at: ["all"] } }, webhookOf(built)),
    ];
    expect(answers).toEqual(answers.map(() => [200]));
    await telerivet.settled();
    expect(telerivet.serviceLogs).toEqual([]);
    expect(inInsights(built, id)).toMatchObject({
      ...{ direction: "inbound", status: "received", body: "Hello" },
      ...{ from_number: customer, to_number: telerivetOrganisation },
    });
    expect(inInsights(built, sent.id)).toMatchObject({ direction: "outbound", status: "queued" });
  });

  test.each([
    [sandboxNumbers.telerivetFailing, ["queued", "failed"]],
    [sandboxNumbers.telerivetDelivered, ["queued", "sent", "delivered"]],
    [sandboxNumbers.telerivetUndeliverable, ["queued", "sent", "undelivered"]],
    // Its failure is one that Telerivet mends: no news for Insights.
    [sandboxNumbers.telerivetDelayed, ["queued", "sent"]],
    [customer, ["queued", "sent"]],
  ])("what is sent to %s ends in Insights as %j", async (to, words) => {
    const { telerivet } = built;
    const { status, id, insights } = await sendBy(built, to, { simulated: to !== customer });
    expect([status, insights]).toMatchObject([201, { outcome: "delivered", attempts: 1 }]);
    const steps = to === sandboxNumbers.telerivetDelayed ? 2 : words.length - 1;
    for (let n = 0; n < steps; n++) expect(await telerivet.advance(id)).toEqual([200]);
    expect(statuses(built, id)).toEqual(words);
    expect(inInsights(built, id)).toMatchObject({ status: words.at(-1), body: "Café at 9?", to_number: to });
    const isFinal = words.at(-1) !== "sent";
    expect(inInsights(built, id)?.message_finalized_at !== undefined).toBe(isFinal);
  });

  test("webhooks that overtake each other, the send's answer, and themselves end in the truth", async () => {
    const { telerivet } = built;
    telerivet.setAutopilot(true);
    telerivet.setOvertaking(true);
    const numbers = Object.values(sandboxNumbers).filter((number) => number.startsWith("+1500555001"));
    const sent = await Promise.all([...numbers, ...numbers].map((to) => sendBy(built, to)));
    await telerivet.settled();
    telerivet.setAutopilot(false);
    telerivet.setOvertaking(false);
    const ends = sent.map(({ id }) => inInsights(built, id)?.status);
    const each = ["failed", "delivered", "undelivered", "sent"];
    expect(ends).toEqual([...each, ...each]);
  });

  test("JOIN is replied to, and the reply's statuses reach Insights", async () => {
    const { telerivet, insights } = built;
    const before = telerivet.answers.length;
    const from = sandboxNumbers.telerivetDelivered;
    const { deliveries } = await telerivet.receive({ from_number: from, content: " join " });
    expect(deliveries.map(({ attempts }) => attempts)).toEqual([[200]]);
    const answers = telerivet.answers.slice(before);
    expect(answers).toMatchObject([{ variables: { "contact.vars.member": true }, problems: [] }]);
    const [id = ""] = answers[0]?.replies ?? [];
    await telerivet.settled();
    for (let n = 0; n < 2; n++) expect(await telerivet.advance(id)).toEqual([200]);
    expect(statuses(built, id)).toEqual(["queued", "sent", "delivered"]);
    expect(insights.messages.get(`telerivet:${id}`)).toMatchObject({
      ...{ to_number: from, body: "Welcome! Send STOP to leave.", direction: "outbound" },
    });
    const ofReply = telerivet.deliveries.filter(({ parameters }) => parameters.id === id);
    expect(new Set(ofReply.map(({ url }) => url))).toEqual(new Set([webhookOf(built).url]));
  });

  test("a status that is accepted by nobody is tried again until it is answered 200", async () => {
    const { telerivet, insights, sync } = built;
    const { id } = await sendBy(built, customer);
    insights.next(tooMany, tooMany);
    sync.next(refused, refused);
    expect(await telerivet.advance(id)).toEqual([503, 503, 200]);
    expect(statuses(built, id)).toEqual(["queued", "sent"]);
  });

  test("a JOIN while Sync is down is replied to once it is back", async () => {
    const { telerivet, sync } = built;
    const before = telerivet.answers.length;
    sync.next(refused, refused);
    const { id, deliveries } = await telerivet.receive({ from_number: customer, content: "JOIN" });
    expect(deliveries.map(({ attempts }) => attempts)).toEqual([[503, 200]]);
    expect(telerivet.answers.slice(before).map(({ replies }) => replies.length)).toEqual([1]);
    expect(inInsights(built, id)).toMatchObject({ status: "received", body: "JOIN" });
    await telerivet.settled();
  });

  const sane = { event: "incoming_message", secret, id: "SM1", project_id: "PJ1", content: "Hi" };
  const many = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, n) => [`contact[vars][v${n}]`, "x"]));
  test.each<[string, Record<string, string> | string, number]>([
    [
      "names that JavaScript knows",
      { ...sane, constructor: "1", toString: "2", "contact[__proto__][a]": "3" },
      200,
    ],
    ["__proto__ itself", `${new URLSearchParams(sane).toString()}&__proto__=1&__proto__[secret]=x`, 200],
    ["names that nest without end", { ...sane, [`a${"[b]".repeat(5_000)}`]: "1" }, 200],
    ["names that do not close", { ...sane, "contact[vars": "1", "]": "2", "[": "3" }, 200],
    ["as many parameters as the platform takes", { ...many(990), ...sane }, 200],
    ["a secret in a list", `secret=${secret}&secret=${secret}&event=send_status&id=SM1&status=sent`, 403],
    ["a secret in brackets", `secret[0]=${secret}&event=send_status&id=SM1&status=sent`, 403],
    ["no secret", { ...sane, secret: "" }, 403],
    ["more parameters than the platform takes", { ...many(1_001), ...sane }, 413],
  ])("%s: answered, and the relay goes on", async (_case, parameters, status) => {
    const response = await post(built, parameters);
    expect(response.status).toBe(status);
    expect((await built.call("/health")).status).toBe(200);
  });
});

describe("on cold instances", () => {
  let built: Built;
  beforeAll(async () => {
    built = await startConnected(true);
  });
  afterAll(() => built.stop());

  test("a JOIN that is told of again is answered the same, from what Sync keeps of it", async () => {
    const { telerivet, sync } = built;
    const { deliveries } = await telerivet.receive({ from_number: customer, content: "JOIN" });
    const { parameters = {} } = deliveries[0] ?? {};
    const [first, second] = [await post(built, parameters), await post(built, parameters)];
    const text = await first.text();
    expect([first.status, second.status, await second.text()]).toEqual([200, 200, text]);
    expect(JSON.parse(text)).toEqual({
      messages: [
        {
          content: "Welcome! Send STOP to leave.",
          ...{ status_url: webhookOf(built).url, status_secret: secret },
        },
      ],
      variables: { "contact.vars.member": true },
    });
    const stored = decodeURIComponent(sync.requests.map(({ body }) => body).join("\n"));
    for (const word of ["Welcome", "member", customer, secret]) expect(stored).not.toContain(word);
  });
});

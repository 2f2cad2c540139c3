import { sandboxNumbers } from "../../src/sandbox/accounts";
import { closeAfterEach } from "./close-after-each";
import {
  accountSid,
  authToken,
  createMessage,
  createdSid,
  messagingServiceSid,
  start,
  startSandboxTwilio,
  usual,
} from "./twilio-fixture";

const opened = closeAfterEach();
const basic = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString("base64")}`;
const base = `/2010-04-01/Accounts/${accountSid}`;

async function get(url: string, path: string) {
  const response = await fetch(`${url}${path}`, { headers: { authorization: basic } });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

test("a created message is answered 201 in Twilio's wire form, byte for byte", async () => {
  const twilio = opened(await startSandboxTwilio());
  const response = await createMessage(twilio.url, { ...usual, Body: "Café, please" });
  const [sid] = twilio.messages.keys();
  expect(sid).toMatch(/^SM[0-9a-f]{32}$/);
  expect(response.status).toBe(201);
  expect(await response.text()).toBe(
    String.raw`{"body": "Caf\u00e9, please", "num_segments": "1", "direction": "outbound-api", "from": "+15550100100", ` +
      `"to": "+15550100123", "date_updated": "Thu, 30 Jul 2015 20:12:31 +0000", "price": null, "error_message": null, ` +
      `"uri": "${base}/Messages/${String(sid)}.json", "account_sid": "${accountSid}", "num_media": "0", "status": "queued", ` +
      `"messaging_service_sid": null, "sid": "${String(sid)}", "date_sent": null, ` +
      `"date_created": "Thu, 30 Jul 2015 20:12:31 +0000", "error_code": null, "price_unit": "USD", ` +
      `"api_version": "2010-04-01", "subresource_uris": {"media": "${base}/Messages/${String(sid)}/Media.json"}}`,
  );
});

test.each([
  {
    case: "a Messaging Service accepts it, and has neither sender nor segments yet",
    parameters: { To: usual.To, Body: "Hi", MessagingServiceSid: messagingServiceSid },
    expected: {
      status: "accepted",
      from: null,
      num_segments: "0",
      messaging_service_sid: messagingServiceSid,
    },
  },
  {
    case: "a time to send at schedules it",
    parameters: {
      ...usual,
      MessagingServiceSid: messagingServiceSid,
      ScheduleType: "fixed",
      SendAt: new Date(start + 3_600_000).toISOString(),
    },
    expected: { status: "scheduled", from: usual.From },
  },
  {
    case: "without a Messaging Service the time to send at is dropped",
    parameters: { ...usual, ScheduleType: "fixed", SendAt: "2015-07-30T22:00:00Z" },
    expected: { status: "queued" },
  },
  {
    case: "media make it an MMS",
    parameters: { To: usual.To, From: usual.From, MediaUrl: "https://media.example/1.png" },
    expected: { sid: expect.stringMatching(/^MM/) as string, num_media: "1", body: "" },
  },
  {
    case: "a long text has segments",
    parameters: { ...usual, Body: "a".repeat(161) },
    expected: { num_segments: "2" },
  },
  {
    case: "other alphabets fill them sooner",
    parameters: { ...usual, Body: "ж".repeat(71) },
    expected: { num_segments: "2" },
  },
  {
    case: "tags are taken",
    parameters: { ...usual, Tags: '{"campaign":"spring"}' },
    expected: { status: "queued" },
  },
])("$case", async ({ parameters, expected }) => {
  const twilio = opened(await startSandboxTwilio());
  const response = await createMessage(twilio.url, parameters);
  expect(response.status).toBe(201);
  expect(await response.json()).toMatchObject(expected);
});

test.each([
  { case: "To is missing", parameters: { From: usual.From, Body: "Hi" }, code: 21604 },
  { case: "From is missing", parameters: { To: usual.To, Body: "Hi" }, code: 21603 },
  { case: "there is nothing to send", parameters: { To: usual.To, From: usual.From }, code: 21602 },
  { case: "To is invalid by its magic", parameters: { ...usual, To: "+15005550001" }, code: 21211 },
  { case: "To is no number", parameters: { ...usual, To: "5550100" }, code: 21211 },
  { case: "To has opted out", parameters: { ...usual, To: "+15005550004" }, code: 21610 },
  { case: "From is not the account's", parameters: { ...usual, From: "+15005550007" }, code: 21606 },
  { case: "the text is too long", parameters: { ...usual, Body: "a".repeat(1601) }, code: 21617 },
  { case: "the callback is no URL", parameters: { ...usual, StatusCallback: "/status" }, code: 21609 },
  {
    case: "the callback's host has a _",
    parameters: { ...usual, StatusCallback: "https://a_b.example/" },
    code: 21609,
  },
  {
    case: "the callback's overrides cannot be meant",
    parameters: { ...usual, StatusCallback: "https://relay.example/#rc=9" },
    code: 21609,
  },
  {
    case: "the time to send at is too near",
    parameters: {
      ...usual,
      MessagingServiceSid: messagingServiceSid,
      ScheduleType: "fixed",
      SendAt: "2015-07-30T20:20:00Z",
    },
    code: 35114,
  },
  {
    case: "a name is mistyped",
    parameters: { ...usual, StatusCallBack: "https://relay.example/" },
    code: 20001,
  },
])("a message is refused with $code when $case", async ({ parameters, code }) => {
  const twilio = opened(await startSandboxTwilio());
  const response = await createMessage(twilio.url, parameters);
  expect(response.status).toBe(400);
  expect(await response.json()).toEqual({
    code,
    message: expect.any(String) as string,
    more_info: `https://www.twilio.com/docs/errors/${code}`,
    status: 400,
  });
  expect(twilio.messages.size).toBe(0);
});

test("a JSON body has no parameters for Twilio", async () => {
  const twilio = opened(await startSandboxTwilio());
  const response = await fetch(`${twilio.url}${base}/Messages.json`, {
    method: "POST",
    headers: { authorization: basic, "content-type": "application/json" },
    body: JSON.stringify(usual),
  });
  expect(await response.json()).toMatchObject({ code: 21604 });
});

test("wrong credentials are refused as Twilio refuses them", async () => {
  const twilio = opened(await startSandboxTwilio());
  const response = await createMessage(twilio.url, usual, `${accountSid}:wrong`);
  expect([response.status, response.headers.get("www-authenticate")]).toEqual([
    401,
    'Basic realm="Twilio API"',
  ]);
  expect(await response.text()).toBe(
    '{"code": 20003, "message": "Authenticate", "more_info": "https://www.twilio.com/docs/errors/20003", "status": 401}',
  );
  expect(twilio.messages.size).toBe(0);
});

test("a message is read back as it is now", async () => {
  const twilio = opened(await startSandboxTwilio());
  const sid = await createdSid(twilio.url, usual);
  twilio.progress(sid, "sent");
  twilio.progress(sid, "undelivered", { errorCode: 30005 });
  const { status, body } = await get(twilio.url, `${base}/Messages/${sid}.json`);
  expect(status).toBe(200);
  expect(Object.keys(body)).toHaveLength(20);
  expect(body).toMatchObject({
    sid,
    status: "undelivered",
    date_sent: "Thu, 30 Jul 2015 20:12:31 +0000",
    error_code: 30005,
    error_message: "Unknown destination handset",
  });
});

test("a Messaging Service has chosen a sender once the message moves", async () => {
  const twilio = opened(await startSandboxTwilio({ serviceSender: "+15550100199" }));
  const sid = await createdSid(twilio.url, {
    To: usual.To,
    Body: "Hi",
    MessagingServiceSid: messagingServiceSid,
  });
  expect(twilio.progress(sid, "queued")).toMatchObject({ from: "+15550100199", num_segments: "1" });
});

test.each([
  { from: "delivered", to: "sent" },
  { from: "sent", to: "queued" },
  { from: "delivered", to: "undelivered" },
  { from: "sent", to: "nonsense" },
])("the truth does not go from $from to $to", async ({ from, to }) => {
  const twilio = opened(await startSandboxTwilio());
  const sid = await createdSid(twilio.url, usual);
  twilio.progress(sid, from);
  expect(() => twilio.progress(sid, to)).toThrow(RangeError);
  expect(twilio.messages.get(sid)?.status).toBe(from);
});

test.each([`${base}/Messages/SM0.json`, `${base}/Calls.json`, "/2010-04-01/Accounts/ACother/Messages.json"])(
  "%s is not found, and says so with 20404",
  async (path) => {
    const twilio = opened(await startSandboxTwilio());
    expect(await get(twilio.url, path)).toMatchObject({ status: 404, body: { code: 20404, status: 404 } });
  },
);

test("the account tells its own state", async () => {
  const twilio = opened(await startSandboxTwilio());
  expect(await get(twilio.url, `${base}.json`)).toMatchObject({
    status: 200,
    body: { sid: accountSid, status: "active", type: "Full" },
  });
});

describe("the list of messages", () => {
  const day = 24 * 3_600_000;

  /** Three messages, sent on 30 July, 31 July and 1 August 2015, and one that is only queued. */
  async function startWithMessages() {
    let now = start;
    const twilio = opened(await startSandboxTwilio({ now: () => now }));
    const sids: string[] = [];
    for (const To of [sandboxNumbers.customer, sandboxNumbers.otherCustomer, sandboxNumbers.customer]) {
      sids.push(await createdSid(twilio.url, { ...usual, To }));
      twilio.progress(sids.at(-1) ?? "", "sent");
      now += day;
    }
    sids.push(await createdSid(twilio.url, { ...usual, From: "+15550100188" }));
    const list = async (query: string) => {
      const { status, body } = await get(twilio.url, `${base}/Messages.json${query}`);
      const messages = (body.messages ?? []) as { sid: string }[];
      return { status, body, found: messages.map(({ sid }) => sids.indexOf(sid)) };
    };
    return { twilio, list };
  }

  test.each([
    { query: "", found: [3, 2, 1, 0] },
    { query: "?To=%2B15550100123", found: [3, 2, 0] },
    { query: "?From=%2B15550100188", found: [3] },
    { query: "?To=%2B15550100123&From=%2B15550100100", found: [2, 0] },
    { query: "?DateSent=2015-07-31", found: [1] },
    { query: "?DateSent=2015-07-31T00:00:00Z", found: [1] },
    { query: "?DateSent%3E=2015-07-31", found: [2, 1] },
    { query: "?DateSent%3C=2015-07-31", found: [1, 0] },
    { query: "?DateSent%3E=2015-07-31T20:12:32Z&DateSent%3C=2015-08-01T20:12:31Z", found: [2] },
    { query: "?PageSize=2&Page=1", found: [1, 0] },
  ])("$query finds $found, the newest first", async ({ query, found }) => {
    const { list } = await startWithMessages();
    expect((await list(query)).found).toEqual(found);
  });

  test("goes on after the last message of a page, whatever was sent in between", async () => {
    const { twilio, list } = await startWithMessages();
    const first = await list("?PageSize=3");
    expect(first.body).toMatchObject({
      page: 0,
      page_size: 3,
      start: 0,
      end: 2,
      previous_page_uri: null,
      uri: `${base}/Messages.json?PageSize=3&Page=0`,
    });
    await createdSid(twilio.url, usual);
    const next = await get(twilio.url, String(first.body.next_page_uri));
    expect(next.body.messages).toMatchObject([{ sid: [...twilio.messages.keys()][0] }]);
    expect(next.body).toMatchObject({ page: 1, next_page_uri: null });
  });

  test.each([
    { query: "?DateSentAfter=2015-07-31", code: 20001 },
    { query: "?PageSize=1001", code: 20006 },
  ])("$query is refused with $code", async ({ query, code }) => {
    const { list } = await startWithMessages();
    expect(await list(query)).toMatchObject({ status: 400, body: { code } });
  });
});

import type { Fault } from "../../src/sandbox/stand-in/fault";
import { validateRequest } from "twilio/lib/webhooks/webhooks";
import { closeAfterEach } from "./close-after-each";
import { parametersOf, signatureOf, startRelayDouble } from "./relay-double";
import {
  accountSid,
  authToken,
  createdSid,
  messagingServiceSid,
  startSandboxTwilio,
  usual,
} from "./twilio-fixture";

const opened = closeAfterEach();

async function startBoth(options: Parameters<typeof startSandboxTwilio>[0] = {}) {
  const relay = opened(await startRelayDouble());
  const twilio = opened(await startSandboxTwilio(options));
  const create = (fragment = "", parameters: Record<string, string> = usual) =>
    createdSid(twilio.url, { ...parameters, StatusCallback: `${relay.url}/twilio/status?app=1${fragment}` });
  return { relay, twilio, create };
}

test("a callback is a form, signed over the URL without its fragment", async () => {
  const { relay, twilio, create } = await startBoth();
  const sid = await create("#rc=5&rp=all");
  expect(await twilio.sendStatusCallback(sid, "sent")).toEqual([200]);
  const [request] = relay.requests;
  if (!request) throw new Error("nothing came");
  expect([request.path, request.query.toString()]).toEqual(["/twilio/status", "app=1"]);
  expect(request.headers).toMatchObject({
    "content-type": "application/x-www-form-urlencoded; charset=UTF-8",
    "x-home-region": "us1",
    "i-twilio-idempotency-token": expect.any(String) as string,
  });
  const parameters = parametersOf(request);
  expect(parameters).toEqual({
    MessageSid: sid,
    SmsSid: sid,
    MessageStatus: "sent",
    SmsStatus: "sent",
    AccountSid: accountSid,
    From: usual.From,
    To: usual.To,
    ApiVersion: "2010-04-01",
  });
  const url = `${relay.url}/twilio/status?app=1`;
  expect(validateRequest(authToken, signatureOf(request), url, parameters)).toBe(true);
  expect(validateRequest(authToken, signatureOf(request), `${url}#rc=5&rp=all`, parameters)).toBe(false);
  expect(
    validateRequest(authToken, signatureOf(request), url, { ...parameters, MessageStatus: "read" }),
  ).toBe(false);
});

test.each([
  { case: "delivered", to: usual.To, status: "delivered", expected: { RawDlrDoneDate: "1507302012" } },
  {
    case: "undelivered",
    to: usual.To,
    status: "undelivered",
    expected: { ErrorCode: "30003", RawDlrDoneDate: "1507302012" },
  },
  {
    case: "failed",
    to: usual.To,
    status: "failed",
    expected: { ErrorCode: "30008", ErrorMessage: "Unknown error" },
  },
  {
    case: "read on WhatsApp",
    to: "whatsapp:+15550100125",
    status: "read",
    expected: {
      ChannelPrefix: "whatsapp",
      ChannelInstallSid: "XE00000000000000000000000000000001",
      EventType: "READ",
    },
  },
  {
    case: "failed on WhatsApp",
    to: "whatsapp:+15550100125",
    status: "failed",
    expected: {
      ErrorCode: "30008",
      ErrorMessage: "Unknown error",
      ChannelPrefix: "whatsapp",
      ChannelInstallSid: "XE00000000000000000000000000000001",
      ChannelStatusMessage: "Unknown error",
    },
  },
])("$case brings its own parameters", async ({ to, status, expected }) => {
  const { relay, twilio, create } = await startBoth();
  const sid = await create("", { ...usual, To: to });
  await twilio.sendStatusCallback(sid, status);
  const { MessageSid, SmsSid, MessageStatus, SmsStatus, AccountSid, From, To, ApiVersion, ...rest } =
    parametersOf(relay.requests[0] ?? fail());
  expect([MessageSid, SmsSid, MessageStatus, SmsStatus, AccountSid, From, To, ApiVersion]).toEqual([
    ...[sid, sid, status, status, accountSid, usual.From, to, "2010-04-01"],
  ]);
  expect(rest).toEqual(expected);
});

test("the resource's error code is the callback's, and a service names itself", async () => {
  const { relay, twilio, create } = await startBoth();
  const sid = await create("", { To: usual.To, Body: "Hi", MessagingServiceSid: messagingServiceSid });
  twilio.progress(sid, "undelivered", { errorCode: 30006 });
  await twilio.sendStatusCallback(sid, "undelivered", { Extra: "1" });
  expect(parametersOf(relay.requests[0] ?? fail())).toMatchObject({
    ErrorCode: "30006",
    MessagingServiceSid: messagingServiceSid,
    From: usual.From,
    Extra: "1",
  });
});

test("a message without a callback URL has no callback", async () => {
  const { twilio } = await startBoth();
  expect(await twilio.sendStatusCallback(await createdSid(twilio.url, usual), "sent")).toEqual([]);
});

test.each<{ fragment: string; faults: Fault[]; attempts: (number | string)[] }>([
  { fragment: "", faults: [{ status: 503 }], attempts: [503] },
  { fragment: "", faults: ["reset"], attempts: ["rt"] },
  { fragment: "#rp=5xx", faults: [{ status: 503 }, { status: 503 }], attempts: [503, 503] },
  {
    fragment: "#rc=5&rp=all",
    faults: [{ status: 503 }, "reset", { status: 403 }],
    attempts: [503, "rt", 403, 200],
  },
  { fragment: "#rc=5&rp=5xx", faults: [{ status: 403 }], attempts: [403] },
  { fragment: "#rc=5&rp=4xx", faults: [{ status: 429 }], attempts: [429, 200] },
  { fragment: "#rc=2&rp=all", faults: ["lost", "lost", "lost"], attempts: ["rt", "rt", "rt"] },
  { fragment: "#rc=5&rp=rt&rt=100", faults: ["hang"], attempts: ["rt", 200] },
  { fragment: "#rc=5&rp=rt&rt=100", faults: ["trickle"], attempts: ["rt", 200] },
  { fragment: "#rc=5&rp=all&tt=100", faults: ["hang"], attempts: ["rt"] },
])("with '$fragment' the attempts go $attempts", async ({ fragment, faults, attempts }) => {
  const { relay, twilio, create } = await startBoth();
  const sid = await create(fragment);
  relay.next(...faults);
  expect(await twilio.sendStatusCallback(sid, "sent")).toEqual(attempts);
  const tokens = relay.requests.map(({ headers }) => headers["i-twilio-idempotency-token"]);
  expect([tokens.length, new Set(tokens).size]).toEqual([attempts.length, 1]);
});

test("tells of a webhook once, as it is first posted, and of its end, until told to stop", async () => {
  const { relay, twilio, create } = await startBoth();
  const sid = await create("#rc=5&rp=all");
  const told: unknown[] = [];
  const stop = twilio.onWebhook(({ url, body }, delivery) => {
    told.push([url, relay.requests.length, new URLSearchParams(body).get("MessageStatus")]);
    void delivery.then(({ attempts }) => told.push(attempts));
  });
  relay.next({ status: 503 });
  await twilio.sendStatusCallback(sid, "sent");
  stop();
  await twilio.sendStatusCallback(sid, "delivered");
  expect(told).toEqual([
    [`${relay.url}/twilio/status?app=1`, 0, "sent"],
    [503, 200],
  ]);
});

test("nobody there is tried again once by default", async () => {
  const { relay, twilio, create } = await startBoth();
  const sid = await create();
  await relay.close();
  expect(await twilio.sendStatusCallback(sid, "sent")).toEqual(["ct", "ct"]);
});

test("nothing outside this machine is called, unless it lives here", async () => {
  const { relay, twilio } = await startBoth();
  const StatusCallback = "https://relay.example/twilio/status";
  const sid = await createdSid(twilio.url, { ...usual, StatusCallback });
  expect(await twilio.sendStatusCallback(sid, "sent")).toEqual(["ct", "ct"]);

  const other = opened(await startSandboxTwilio({ publicOrigins: { "https://relay.example": relay.url } }));
  const otherSid = await createdSid(other.url, { ...usual, StatusCallback });
  expect(await other.sendStatusCallback(otherSid, "sent")).toEqual([200]);
  const request = relay.requests[0] ?? fail();
  expect(request.headers.host).toBe("relay.example");
  expect(validateRequest(authToken, signatureOf(request), StatusCallback, parametersOf(request))).toBe(true);
});

function fail(): never {
  throw new Error("nothing came");
}

import { validateRequest } from "twilio/lib/webhooks/webhooks";
import { closeAfterEach } from "./close-after-each";
import { parametersOf, signatureOf, startRelayDouble } from "./relay-double";
import { accountSid, authToken, startSandboxTwilio } from "./twilio-fixture";

const opened = closeAfterEach();
const sent = { From: "+15550100123", To: "+15550100100", Body: "Hi, I'm here + 1 👍" };

async function startBoth() {
  const relay = opened(await startRelayDouble());
  const twilio = opened(await startSandboxTwilio());
  return { relay, twilio, url: `${relay.url}/twilio/inbound` };
}

test("an incoming message is posted signed, kept as a resource, and the answer is given back", async () => {
  const { relay, twilio, url } = await startBoth();
  const { sid, ...response } = await twilio.sendInbound(url, sent);
  expect(response).toMatchObject({
    status: 200,
    headers: { "content-type": "text/xml" },
    body: "<Response/>",
  });
  const [request] = relay.requests;
  if (!request) throw new Error("nothing came");
  const parameters = parametersOf(request);
  expect(parameters).toMatchObject({
    ...sent,
    MessageSid: sid,
    SmsSid: sid,
    SmsMessageSid: sid,
    AccountSid: accountSid,
    NumMedia: "0",
    NumSegments: "1",
    SmsStatus: "received",
    ApiVersion: "2010-04-01",
    FromCountry: "US",
  });
  expect(validateRequest(authToken, signatureOf(request), url, parameters)).toBe(true);
  expect(twilio.messages.get(sid)).toMatchObject({
    sid,
    direction: "inbound",
    status: "received",
    from: sent.From,
    to: sent.To,
    body: sent.Body,
    date_sent: "Thu, 30 Jul 2015 20:12:31 +0000",
  });
});

test("media are counted", async () => {
  const { relay, twilio, url } = await startBoth();
  const { sid } = await twilio.sendInbound(url, {
    ...sent,
    MediaUrl0: "https://media.example/0.png",
    MediaContentType0: "image/png",
    MediaUrl1: "https://media.example/1.png",
    MediaContentType1: "image/png",
  });
  expect(relay.requests.map(parametersOf)).toMatchObject([{ NumMedia: "2" }]);
  expect(twilio.messages.get(sid)?.num_media).toBe("2");
});

test("the same message can come twice, and is one", async () => {
  const { relay, twilio, url } = await startBoth();
  const { sid } = await twilio.sendInbound(url, sent);
  await twilio.sendInbound(url, { ...sent, MessageSid: sid });
  expect([relay.requests.length, twilio.messages.size]).toEqual([2, 1]);
});

test("a message to a number without a webhook is kept, and nobody is called", async () => {
  const { relay, twilio } = await startBoth();
  const { sid } = twilio.receive(sent);
  expect(twilio.messages.get(sid)).toMatchObject({
    direction: "inbound",
    status: "received",
    body: sent.Body,
  });
  expect(relay.requests).toEqual([]);
});

test("an error is answered as it came", async () => {
  const { relay, twilio, url } = await startBoth();
  relay.next({ status: 403, body: "no" });
  expect(await twilio.sendInbound(url, sent)).toMatchObject({ status: 403, body: "no" });
});

test("without an answer it says where nobody was", async () => {
  const { relay, twilio, url } = await startBoth();
  await relay.close();
  await expect(twilio.sendInbound(url, sent)).rejects.toThrow(
    `No answer from ${relay.url} to the inbound message: ct, ct`,
  );
});

import type { Message } from "../../src/relay/message";
import { twilioInbound } from "../../src/runtime/routes/twilio-inbound";
import { startTestRelay, type TestRelay } from "../helpers/relay";
import { signedForm } from "../helpers/signed";

const SID = "SM00000000000000000000000000000001";
const incoming = (more: Record<string, string> = {}) =>
  signedForm("/twilio/inbound", {
    MessageSid: SID,
    SmsSid: SID,
    SmsMessageSid: SID,
    AccountSid: "AC00000000000000000000000000000001",
    From: "+15550100123",
    To: "+15550100100",
    Body: "Hello & <welcome>",
    NumMedia: "0",
    NumSegments: "1",
    SmsStatus: "received",
    ApiVersion: "2010-04-01",
    ...more,
  });

let relay: TestRelay;
beforeEach(async () => {
  relay = await startTestRelay();
});
afterEach(() => relay.close());

describe("POST /twilio/inbound", () => {
  it("brings the message to Insights and answers with TwiML that says nothing", async () => {
    const reply = await relay.call(twilioInbound, incoming());
    expect(reply).toMatchObject({
      status: 200,
      contentType: "text/xml",
      text: '<?xml version="1.0" encoding="UTF-8"?><Response></Response>',
    });
    expect(relay.insights.messages.get(SID)).toEqual({
      sid: SID,
      status: "received",
      direction: "inbound",
      body: "Hello & <welcome>",
      account_sid: "AC00000000000000000000000000000001",
      from: "+15550100123",
      to: "+15550100100",
      num_media: "0",
      num_segments: "1",
      api_version: "2010-04-01",
    });
  });

  it("drops the text before it leaves when INSIGHTS_INCLUDE_BODY is false; the hook still has it", async () => {
    relay.context.INSIGHTS_INCLUDE_BODY = "false";
    const seen: Message[] = [];
    relay.hooks.onIncomingMessage = (message) => void seen.push(message);
    await relay.call(twilioInbound, incoming({ NumMedia: "1", MediaUrl0: "https://api.twilio.com/0" }));
    expect(relay.insights.requests[0]?.body).not.toContain("welcome");
    expect(seen).toMatchObject([{ body: "Hello & <welcome>", media: [{ url: "https://api.twilio.com/0" }] }]);
  });

  it("refuses what Twilio did not sign, and asks nobody", async () => {
    const reply = await relay.call(twilioInbound, {
      ...incoming(),
      headers: { "x-twilio-signature": "forged" },
    });
    expect(reply).toMatchObject({ status: 403, body: { error: { code: "invalid_signature" } } });
    expect(relay.insights.requests).toHaveLength(0);
  });

  it("keeps a message that Insights does not take, and answers as ever", async () => {
    relay.insights.always({ status: 500 });
    expect(await relay.call(twilioInbound, incoming(), 1_800)).toMatchObject({
      status: 200,
      contentType: "text/xml",
    });
    expect(await relay.store.read("outbox", `twilio:${SID}`)).toBeDefined();
  });

  it("asks Twilio to come again when neither Insights nor the store takes the message", async () => {
    relay.setStoreDown(true);
    relay.insights.always({ status: 500 });
    expect(await relay.call(twilioInbound, incoming(), 1_800)).toMatchObject({ status: 503 });
  });
});

import { sandboxNumbers } from "../accounts";
import { JOIN, WELCOME } from "./join";
import type { Stage } from "./stage";

/** Customers write back, with and without a picture; one webhook comes twice. */
export async function playIncoming({ sandbox, remember, expect, chapter }: Stage): Promise<void> {
  chapter("Customers write back");
  const { twilio, relay } = sandbox;
  const url = `${relay.url}/twilio/inbound`;
  const usual = { From: sandboxNumbers.customer, To: sandboxNumbers.organisation };

  const sms = await twilio.sendInbound(url, { ...usual, Body: "Thanks, see you then" });
  remember(sms.sid, "SMS from a customer, twice");
  expect("An incoming SMS", sms.status, 200);
  expect("The answer to it is TwiML", sms.body.includes("<Response></Response>"), true);
  const again = await twilio.sendInbound(url, {
    ...usual,
    Body: "Thanks, see you then",
    MessageSid: sms.sid,
  });
  expect("The same incoming SMS", again.status, 200);

  const mms = await twilio.sendInbound(url, {
    ...usual,
    From: sandboxNumbers.otherCustomer,
    Body: "It came broken, look",
    MediaUrl0: "https://media.example/broken.jpg",
    MediaContentType0: "image/jpeg",
  });
  remember(mms.sid, "MMS from a customer");
  expect("An incoming MMS", mms.status, 200);
}

/** A hook's reply is the answer to Twilio's own webhook. */
export async function playTwilioJoin({ sandbox, remember, expect, tell, chapter }: Stage): Promise<void> {
  chapter("JOIN comes in: the hook's reply goes back in TwiML, for Twilio to send");
  const { twilio, relay } = sandbox;
  const { organisation: To, customer: From } = sandboxNumbers;
  const { sid, status, body } = await twilio.sendInbound(`${relay.url}/twilio/inbound`, {
    ...{ From, To },
    Body: JOIN,
  });
  remember(sid, "JOIN, answered with TwiML");
  const [, replied = "nothing"] = /<Body>(.*)<\/Body>/.exec(body) ?? [];
  tell({ from: "relay", to: "Twilio", text: `answers: <Message>${replied}</Message>`, mood: "good" });
  expect("JOIN by Twilio", status, 200);
  expect("The reply to JOIN by Twilio", replied, WELCOME);
}

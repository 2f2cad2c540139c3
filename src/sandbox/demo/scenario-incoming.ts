import { sandboxNumbers } from "../accounts";
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

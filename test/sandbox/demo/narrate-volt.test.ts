import { narrateVoltCall } from "../../../src/sandbox/demo/narrate-volt";
import { createVoltWebhookNarrator } from "../../../src/sandbox/demo/narrate-volt-webhook";
import { receivedRequest } from "./received-request";

const id = "c7fdc0ba-f3df-4e30-a7fc-397940a6f675";
const url = "https://relay.example/volt/webhook?token=secret";

test.each([
  {
    data: { createMessage: { id, status: "queued" } },
    step: { from: "relay", text: "creates a message: c7…f675 is queued" },
  },
  {
    data: { message: { id, status: "failed", errorCode: "702" } },
    step: { from: "relay", text: "asks for the truth: c7…f675 is failed 702" },
  },
  { data: { webhooks: [{ id }] }, step: { from: "operator", text: "lists the webhooks: 1 there" } },
  {
    data: { registerWebhook: { id, url } },
    step: { from: "operator", text: "registers relay.example/volt/webhook?token=…" },
  },
])("a call that is answered with $data", ({ data, step }) => {
  const request = receivedRequest({ path: "/graphql" });
  const answer = { status: 200, body: JSON.stringify({ data }) };
  expect(narrateVoltCall(request, answer)).toMatchObject({ to: "Volt", ...step });
});

test("a call that is refused, and one for the key", () => {
  const refusal = { status: 401, body: JSON.stringify({ errors: [{ message: "Unauthorized" }] }) };
  expect(narrateVoltCall(receivedRequest({ path: "/graphql" }), refusal)).toMatchObject({
    text: "is refused: Unauthorized",
    mood: "odd",
  });
  const key = narrateVoltCall(receivedRequest({ method: "GET", path: "/id_rsa.pub" }), {
    status: 200,
    body: "ssh-rsa AAAA",
  });
  expect(key.text).toBe("fetches Volt's public key, to check signatures");
});

describe("a webhook of Volt's", () => {
  const told = (narrate: ReturnType<typeof createVoltWebhookNarrator>, payload: object, to = url) =>
    narrate({
      url: to,
      headers: { "x-respond-flow-signature": "c2lnbmVk" },
      body: JSON.stringify({ payload: { message_app_id: id, ...payload } }),
    }).text;

  test("is told with what is odd about it, by the ones before", () => {
    const narrate = createVoltWebhookNarrator();
    const delivered = { event_type: "message.finalized", status: "delivered" };
    expect(told(narrate, delivered)).toBe("calls back, signed: c7…f675 delivered (early, before sent)");
    expect(told(narrate, { event_type: "message.sent", status: "sent" })).toBe(
      "calls back, signed: c7…f675 sent (late, after delivered)",
    );
    expect(told(narrate, delivered)).toBe("calls back, signed: c7…f675 delivered (again)");
  });

  test("about an incoming message says when it comes again, and with less proof", () => {
    const narrate = createVoltWebhookNarrator();
    const received = { event_type: "message.received", status: "webhook_delivered" };
    expect(told(narrate, received)).toBe("passes on a message, signed: c7…f675");
    expect(told(narrate, received, "https://relay.example/volt/webhook")).toBe(
      "passes on a message, signed: c7…f675 (again, without the token)",
    );
  });

  test("that only tries the URL is no event", () => {
    const step = createVoltWebhookNarrator()({ url, headers: {}, body: '{"test":true}' });
    expect(step.text).toBe("tries the URL before it is registered");
  });
});

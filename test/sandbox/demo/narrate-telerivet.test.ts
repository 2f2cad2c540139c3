import { narrateTelerivetCall } from "../../../src/sandbox/demo/narrate-telerivet";
import { createTelerivetWebhookNarrator } from "../../../src/sandbox/demo/narrate-telerivet-webhook";
import { notFound, telerivetError, telerivetJson } from "../../../src/sandbox/telerivet/answer";
import { receivedRequest } from "./received-request";

const id = "SMd9ff936d94df1f72";
const project = "/v1/projects/PJ0000000000000001";
const one = telerivetJson({ id, status: "queued" });
const webhook = { url: "https://relay.example/telerivet/webhook" };

test.each([
  {
    case: "a send",
    call: { path: `${project}/messages/send` },
    answer: one,
    step: { from: "relay", text: "creates a message: SM…1f72 is queued" },
  },
  {
    case: "a look",
    call: { method: "GET", path: `${project}/messages/${id}` },
    answer: telerivetJson({ id, status: "failed", error_code: 30003 }),
    step: { from: "relay", text: "asks for the truth: SM…1f72 is failed 30003" },
  },
  {
    case: "a look in vain",
    call: { method: "GET", path: `${project}/messages/${id}` },
    answer: telerivetError(notFound("Message")),
    step: { from: "relay", mood: "odd" },
  },
  {
    case: "a search",
    call: { method: "GET", path: `${project}/messages` },
    answer: telerivetJson({ data: [{ id }] }),
    step: { from: "relay", text: "looks through the messages: 1 found" },
  },
  {
    case: "a check",
    call: { method: "GET", path: project },
    answer: telerivetJson({ id: "PJ0000000000000001" }),
    step: { from: "relay", text: "checks the project: it is good" },
  },
  {
    case: "a test message",
    call: { path: `${project}/messages/receive` },
    answer: telerivetJson({ id, status: "processing" }),
    step: { from: "app", text: "plays a customer who writes: SM…1f72 is processing" },
  },
  {
    case: "a search for a service",
    call: { method: "GET", path: `${project}/services` },
    answer: telerivetJson({ data: [] }),
    step: { from: "operator", text: "looks for the relay's service: 0 there" },
  },
  {
    case: "a new service",
    call: { path: `${project}/services`, body: JSON.stringify({ config: webhook }) },
    answer: telerivetJson({ id: "SV1" }),
    step: { from: "operator", text: "sets it up: relay.example/telerivet/webhook" },
  },
])("$case", ({ call, answer, step }) => {
  expect(narrateTelerivetCall(receivedRequest(call), answer)).toMatchObject({ to: "Telerivet", ...step });
});

test("a status webhook is told with what is odd about it, by the ones before", () => {
  const narrate = createTelerivetWebhookNarrator();
  const told = (status: string, more: Record<string, string> = {}) =>
    narrate({ parameters: { event: "send_status", id, status, ...more } }).text;
  expect(told("failed_queued")).toBe("calls back: SM…1f72 failed_queued");
  expect(told("delivered")).toBe("calls back: SM…1f72 delivered (early, before sent)");
  expect(told("sent")).toBe("calls back: SM…1f72 sent (late, after delivered)");
  expect(told("sent")).toBe("calls back: SM…1f72 sent (again)");
  expect(told("delivered", { time_clicked: "1" })).toBe(
    "calls back: SM…1f72 delivered (somebody has clicked)",
  );
});

test.each([
  { event: "incoming_message", text: "passes on an incoming message: SM…1f72" },
  { event: "message_metadata", text: "tells of message_metadata: SM…1f72" },
])("the event $event", ({ event, text }) => {
  expect(createTelerivetWebhookNarrator()({ parameters: { event, id } }).text).toBe(text);
});

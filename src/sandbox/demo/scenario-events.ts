import { sandboxAccounts, sandboxNumbers } from "../accounts";
import { cloudEvent, eventId, type CloudEvent } from "../twilio/cloud-event";
import type { EventStatus } from "../twilio/event-streams";
import { inboundMessageEvent, messageStatusEvent, testEvent } from "../twilio/event-streams";
import { callSummaryEvent, voiceInsightsJson } from "../twilio/voice-events";
import { advance } from "./advance";
import { sendPastTheRelay } from "./other-app";
import type { Stage } from "./stage";
import type { ComparedField } from "./truth";

const { accountSid } = sandboxAccounts;
const { customer, organisation } = sandboxNumbers;

/** Event Streams tells of messages that never came by the relay, and of much that is none of its business. */
export async function playEvents(stage: Stage): Promise<void> {
  stage.chapter("Event Streams tells of messages that never came by the relay");
  await playBatch(stage);
  await playLoneEvent(stage, "Your receipt", "another app's, a lone event", ["direction", "body"]);
  await playUnprovable(stage);
}

/** All in one array: statuses in the wrong order, one that is known, an incoming message, and three odd elements. */
async function playBatch(stage: Stage): Promise<void> {
  const { sandbox, remember } = stage;
  const { twilio } = sandbox;
  const [known = ""] = twilio.messages.keys();
  const sid = await otherAppSends("Your invoice", "undelivered", stage);
  remember(sid, "another app's, told by events", ["direction", "body"]);
  const incoming = twilio.receive({ From: customer, To: organisation, Body: "STOP" });
  remember(incoming.sid, "incoming, told by an event");
  await deliver(stage, [
    about(sid, "undelivered", stage),
    about(sid, "sent", stage),
    about(known, "sent", stage),
    inboundMessageEvent(incoming, { at: now() }),
    testEvent(accountSid, "7ec9", { at: now() }),
    unknownEvent(),
    { type: "com.twilio.messaging.message.sent" },
  ]);
}

/** The body may also be one event without an array around it. */
export async function playLoneEvent(
  stage: Stage,
  text: string,
  what: string,
  unsaid: readonly ComparedField[] = [],
): Promise<void> {
  const sid = await otherAppSends(text, "delivered", stage);
  stage.remember(sid, what, unsaid);
  await deliver(stage, [], JSON.stringify(about(sid, "delivered", stage)));
}

/** A call summary's 0.0 makes the body's hash unprovable, so the message beside it is read from Twilio. */
async function playUnprovable(stage: Stage): Promise<void> {
  const sid = await otherAppSends("Missed call from us", "delivered", stage);
  stage.remember(sid, "another app's, unprovable");
  const call = { callSid: "CA00000000000000000000000000000001", accountSid };
  const events = [callSummaryEvent(call, "complete", { at: now() }), about(sid, "sent", stage)];
  await deliver(stage, events, voiceInsightsJson(events));
}

async function otherAppSends(Body: string, status: EventStatus, { sandbox }: Stage): Promise<string> {
  const sid = await sendPastTheRelay(sandbox.twilio, { To: customer, From: organisation, Body });
  advance(sandbox.twilio, sid, status);
  return sid;
}

function about(sid: string, status: EventStatus, { sandbox }: Stage): CloudEvent {
  const message = sandbox.twilio.messages.get(sid);
  if (message === undefined) throw new Error(`Twilio's stand-in does not know ${sid}`);
  return messageStatusEvent(message, status, { at: now() });
}

function unknownEvent(): CloudEvent {
  const type = "com.twilio.something.never-heard-of";
  return cloudEvent({
    type,
    source: "/",
    id: eventId(type, ""),
    schema: "Something.New/1",
    at: now(),
    data: {},
  });
}

async function deliver({ sandbox, expect }: Stage, events: readonly unknown[], body?: string): Promise<void> {
  const attempts = await sandbox.twilio.sendEvents(
    `${sandbox.relay.url}/twilio/events`,
    events,
    body === undefined ? {} : { body },
  );
  expect("A delivery of events", attempts.join(), "200");
}

function now(): number {
  return Date.now();
}

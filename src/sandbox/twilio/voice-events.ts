import type { CloudEvent } from "./cloud-event";
import { cloudEvent, eventId } from "./cloud-event";
import type { EventOptions } from "./event-streams";

export type CallSummaryKind = "partial" | "predicted-complete" | "complete";

export interface Call {
  callSid: string;
  accountSid: string;
}

/** https://www.twilio.com/docs/events/event-types/voice-insights/call-summary */
export function callSummaryEvent(call: Call, kind: CallSummaryKind, { at, data }: EventOptions): CloudEvent {
  const type = `com.twilio.voice.insights.call-summary.${kind}`;
  return cloudEvent({
    type,
    source: `/v1/Voice/${call.callSid}/Summary`,
    id: eventId(type, call.callSid),
    schema: "VoiceInsights.CallSummary/7",
    at,
    data: {
      call_sid: call.callSid,
      account_sid: call.accountSid,
      parent_call_sid: "",
      parent_account_sid: "",
      created_time: new Date(at - 10_000).toISOString(),
      start_time: new Date(at - 5_000).toISOString(),
      end_time: new Date(at).toISOString(),
      duration: 5,
      connect_duration: 4,
      call_type: "carrier",
      call_state: "completed",
      from: { ...party("+15550100123", "landline"), location: { lat: 0, lon: 0 } },
      to: party("+15550100100", "twilio_sdk"),
      processing_state: kind === "complete" ? "complete" : "partial",
      processing_version: 1,
      sip_edge: null,
      carrier_edge: null,
      sdk_edge: null,
      client_edge: null,
      tags: [],
      attributes: null,
      properties: { direction: "outbound_api", disconnected_by: "callee", q850_cause: 16, settings: null },
      trust: null,
      ...data,
    },
  });
}

const party = (caller: string, connection: string) => ({
  caller,
  callee: "",
  carrier: "",
  connection,
  number_prefix: caller.slice(1, 5),
  location: null,
  city: "",
  country_code: "US",
  country_subdivision: "",
  ip_address: "",
  sdk: null,
});

/** With `data` as JSON text, as the quickstart of 2020 prints it: https://www.twilio.com/docs/events/webhook-quickstart */
export function quickstartCallSummaryEvent(
  call: Call,
  kind: CallSummaryKind,
  options: EventOptions,
): CloudEvent {
  const event = callSummaryEvent(call, kind, options);
  return {
    ...event,
    dataschema: "https://events-schemas.twilio.com/VoiceInsights.CallSummary/1",
    data: voiceInsightsJson(event.data),
  };
}

/** JSON with the floats of Voice Insights, `0.0` and `-0.0`: who parses and writes it again gets other bytes. */
export const voiceInsightsJson = (value: unknown) =>
  JSON.stringify(value).replaceAll('"lat":0,"lon":0', '"lat":0.0,"lon":-0.0');

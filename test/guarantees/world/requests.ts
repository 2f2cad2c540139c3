import { signedEvents, signedForm } from "../../helpers/signed";
import { sandboxAccounts } from "../../../src/sandbox/accounts";
import type { FunctionRequest } from "../../helpers/function-event";

const bearer = { authorization: `Bearer ${sandboxAccounts.relayApiKey}` };
const ours = "+15550100100";
export const CUSTOMER = "+15550100123";

export interface Report {
  readonly sid: string;
  readonly status: string;
}

export function sendRequest(body: string, key?: string): FunctionRequest {
  return {
    json: { to: CUSTOMER, from: ours, body },
    headers: {
      ...{ "content-type": "application/json", ...bearer },
      ...(key === undefined ? {} : { "idempotency-key": key }),
    },
  };
}

export function statusRequest({ sid, status }: Report): FunctionRequest {
  return signedForm("/twilio/status", {
    ...{ SmsSid: sid, MessageSid: sid, MessageStatus: status, SmsStatus: status },
    ...{ From: ours, To: CUSTOMER, AccountSid: sandboxAccounts.accountSid, ApiVersion: "2010-04-01" },
  });
}

export function inboundRequest(sid: string, body: string): FunctionRequest {
  return signedForm("/twilio/inbound", {
    ...{ SmsSid: sid, SmsMessageSid: sid, MessageSid: sid, SmsStatus: "received" },
    ...{ From: CUSTOMER, To: ours, Body: body, NumMedia: "0", NumSegments: "1" },
  });
}

/** @param provable false for a body that the relay cannot write again the same: its sender is proven, its words are not */
export function eventsRequest(reports: readonly Report[], provable: boolean): FunctionRequest {
  const batch = reports.map(({ sid, status }, n) => ({
    ...{ specversion: "1.0", source: "/messages", id: `EZ${n}`, time: "2026-01-01T12:00:00.000Z" },
    type: `com.twilio.messaging.message.${status}`,
    data: { messageSid: sid, messageStatus: status.toUpperCase(), timestamp: "2026-01-01T12:00:00.000Z" },
  }));
  return signedEvents(provable ? batch : JSON.stringify(batch, null, 2));
}

export function drainRequest(order: object = {}): FunctionRequest {
  return { json: order, headers: bearer };
}

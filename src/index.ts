/**
 * volt-relay as a library: the mappers, the Insights sender and the signature checks, for functions and apps that do not
 * want to go through HTTP.
 */
export { createHttp } from "./relay/axios-http";
export type { HttpOptions } from "./relay/axios-http";
export type { Http, HttpRequest, HttpResponse } from "./relay/http";
export * from "./relay/errors";
export type { Hooks } from "./relay/hooks";
export type { JsonObject } from "./relay/json";
export type { InsightsAccount } from "./relay/insights";
export type { Message, MessageMedia, RelayEvent } from "./relay/message";
export type { Outcome, Reason } from "./relay/outcome";
export type { MessageReport } from "./relay/report";
export { statusRank } from "./relay/status-rank";
export type { InsightsUpdate, MessageKey } from "./relay/update";
export { createInsightsSender } from "./insights-sender";
export type { InsightsSender, InsightsSenderOptions } from "./insights-sender";
export { ERROR_LOGGED, mapEvent } from "./twilio/event-mapper";
export type { MappedEvent } from "./twilio/event-mapper";
export { mapIncomingMessage, mapMessageResource, mapStatusCallback } from "./twilio/mapper";
export type { FormParameters } from "./twilio/mapper";
export { proveEventStreams, proveForm } from "./twilio/signature";
export type { EventStreamsBody, SignedRequest } from "./twilio/signature";
export { toWireMessage } from "./twilio/wire-message";

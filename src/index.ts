/**
 * volt-relay as a library: the mappers, the Insights sender and the signature checks, for functions and apps that do not
 * want to go through HTTP.
 */
export { byNumber } from "./relay/by-number";
export type { MessageHandler } from "./relay/by-number";
export { createHttp } from "./relay/axios-http";
export type { HttpOptions } from "./relay/axios-http";
export type { Http, HttpRequest, HttpResponse } from "./relay/http";
export * from "./relay/errors";
export type { Deadline } from "./relay/deadline";
export { deadlineIn } from "./relay/deadline";
export type { HookReply, Hooks } from "./relay/hooks";
export type { JsonObject } from "./relay/json";
export type { InsightsAccount } from "./relay/insights";
export type { Message, MessageMedia, RelayEvent } from "./relay/message";
export type { Outcome, Reason } from "./relay/outcome";
export { reply } from "./relay/reply";
export type { Reply, ReplyBuilder, ReplyMessage, VariableName, VariableValue } from "./relay/reply";
export type { MessageNotice, MessageReport } from "./relay/report";
export { statusRank } from "./relay/status-rank";
export type { InsightsUpdate, MessageKey } from "./relay/update";
export type { WireMessage } from "./relay/wire-message";
export { createInsightsSender } from "./insights-sender";
export type { InsightsSender, InsightsSenderOptions } from "./insights-sender";
export { telerivetClient } from "./telerivet/client";
export type { Page, TelerivetClient } from "./telerivet/client";
export { parseBracketForm } from "./telerivet/form";
export type { TelerivetOptions } from "./telerivet/insights-update";
export { telerivetManualSteps } from "./telerivet/manual-steps";
export type { ManualStep } from "./telerivet/manual-steps";
export { mapTelerivetMessage, readTelerivetMessage } from "./telerivet/mapper";
export type { MessageFilter } from "./telerivet/message-filter";
export { registerIncomingWebhook } from "./telerivet/registration";
export type { IncomingWebhook, Registration as TelerivetRegistration } from "./telerivet/registration";
export { replyJson } from "./telerivet/reply-json";
export type { OwnStatus } from "./telerivet/reply-json";
export type { TelerivetAccount } from "./telerivet/rest";
export type {
  TelerivetContact,
  TelerivetMedia,
  TelerivetMessage,
  TelerivetMmsPart,
  TelerivetPhone,
  TelerivetShortUrl,
  TelerivetState,
} from "./telerivet/message-view";
export { proveTelerivetWebhook } from "./telerivet/secret";
export { mapTelerivetWebhook } from "./telerivet/webhook";
export type { MappedWebhook as MappedTelerivetWebhook } from "./telerivet/webhook";
export { ERROR_LOGGED, mapEvent } from "./twilio/event-mapper";
export type { MappedEvent } from "./twilio/event-mapper";
export { mapIncomingMessage, mapMessageResource, mapStatusCallback } from "./twilio/mapper";
export type { FormParameters } from "./twilio/mapper";
export { replyTwiml } from "./twilio/reply-twiml";
export { proveEventStreams, proveForm } from "./twilio/signature";
export type { EventStreamsBody, SignedRequest } from "./twilio/signature";
export { toWireMessage } from "./twilio/wire-message";
export { voltClient } from "./volt/client";
export type { VoltClient, VoltMessage, WebhookOptions } from "./volt/client";
export { voltErrorMeaning } from "./volt/error-meaning";
export type { VoltAccount } from "./volt/graphql";
export { voltKeySource } from "./volt/key-source";
export type { KeySource, KeySourceOptions } from "./volt/key-source";
export { mapVoltWebhook } from "./volt/mapper";
export type { MappedWebhook as MappedVoltWebhook } from "./volt/mapper";
export { proveVoltWebhook } from "./volt/prove";
export type { ProvenVoltWebhook, VoltTrust, VoltWebhook } from "./volt/prove";
export { registerVoltWebhook } from "./volt/register";
export type { Registration as VoltRegistration } from "./volt/register";
export { mapVoltMessage } from "./volt/resource-mapper";
export type { RegisteredWebhook } from "./volt/registered-webhook";
export type { SendParameters as VoltSendParameters } from "./volt/send-parameters";
export type { ProvenForm, SignatureDigest, SignatureForm, SignatureMemory } from "./volt/signature";

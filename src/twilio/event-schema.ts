import * as z from "zod/mini";

const text = z.catch(z.optional(z.string()), undefined);
const number = z.catch(z.optional(z.number()), undefined);
const numberOrText = z.catch(z.optional(z.union([z.number(), z.string()])), undefined);

/**
 * What every event has: a CloudEvent, except that Twilio sends it as plain JSON and that older samples hold `data` as text.
 * https://www.twilio.com/docs/events/webhook-quickstart
 */
export const cloudEvent = z.lazy(() =>
  z.looseObject({
    specversion: z.string(),
    type: z.string(),
    id: z.string(),
    source: text,
    time: text,
    data: z.optional(z.unknown()),
  }),
);

/**
 * `com.twilio.messaging.message.*`, versions 3 to 8.
 * https://www.twilio.com/docs/events/event-types/messaging/outbound-message
 */
export const outboundMessage = z.lazy(() =>
  z.looseObject({
    messageSid: z.string().check(z.minLength(1)),
    messageStatus: text,
    timestamp: text,
    accountSid: text,
    apiVersion: text,
    from: text,
    to: text,
    messagingServiceSid: text,
    body: text,
    errorCode: numberOrText,
    numberOfSegments: numberOrText,
    dateUpdated: text,
  }),
);

/**
 * `com.twilio.messaging.inbound-message.received`, versions 1 to 6.
 * https://www.twilio.com/docs/events/event-types/messaging/inbound-message
 */
export const inboundMessage = z.lazy(() =>
  z.looseObject({
    messageSid: z.string().check(z.minLength(1)),
    timestamp: text,
    accountSid: text,
    from: text,
    to: text,
    messagingServiceSid: text,
    body: text,
    numMedia: numberOrText,
    numSegments: numberOrText,
  }),
);

const party = z.lazy(() =>
  z.looseObject({
    caller: text,
    callee: text,
    carrier: text,
    connection: text,
    number_prefix: text,
    location: z.catch(z.nullish(z.looseObject({ lat: number, lon: number })), undefined),
    city: text,
    country_code: text,
    country_subdivision: text,
    ip_address: text,
    sdk: z.catch(
      z.nullish(
        z.looseObject({
          type: text,
          version: text,
          platform: text,
          region: text,
          selected_region: text,
          browser: text,
        }),
      ),
      undefined,
    ),
  }),
);
const edge = z.catch(z.nullish(z.looseObject({})), undefined);

/**
 * A Voice Insights call summary: partial, predicted-complete or complete.
 * https://www.twilio.com/docs/events/event-types/voice-insights/call-summary
 *
 * Lazy, as its party is: their eighty parts are not made before a first summary comes, and a new instance that is asked
 * about messages answers a millisecond sooner.
 */
export const callSummary = z.lazy(() =>
  z.looseObject({
    call_sid: z.string(),
    account_sid: text,
    parent_call_sid: text,
    parent_account_sid: text,
    created_time: text,
    start_time: text,
    end_time: text,
    /** Seconds. */
    duration: number,
    /** Seconds. */
    connect_duration: number,
    call_type: text,
    call_state: text,
    from: z.catch(z.optional(party), undefined),
    to: z.catch(z.optional(party), undefined),
    processing_state: text,
    processing_version: number,
    carrier_edge: edge,
    client_edge: edge,
    sdk_edge: edge,
    sip_edge: edge,
    tags: z.catch(z.nullish(z.array(z.unknown())), undefined),
    attributes: edge,
    properties: z.catch(
      z.nullish(
        z.looseObject({
          q850_cause: number,
          last_sip_response_num: number,
          pdd_ms: number,
          queue_time: number,
          route_id: text,
          media_region: text,
          signaling_region: text,
          twilio_media_ip: text,
          twilio_signaling_ip: text,
          external_media_ip: text,
          external_signaling_ip: text,
          sip_call_id: text,
          user_agent: text,
          selected_region: text,
          region: text,
          trunk_sid: text,
          disconnected_by: text,
          direction: text,
        }),
      ),
      undefined,
    ),
    trust: edge,
  }),
);

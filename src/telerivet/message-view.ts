import type { JsonObject } from "../relay/json";

// What schema.ts reads, written out: types that follow from a schema would bring zod into the package's own.

export interface TelerivetShortUrl {
  readonly short_url?: string | undefined;
  readonly link_type?: string | undefined;
  readonly time_clicked?: string | undefined;
  readonly expiration_time?: string | undefined;
  readonly destination_url?: string | undefined;
  readonly media_index?: number | undefined;
  readonly service_id?: string | undefined;
  readonly [name: string]: unknown;
}

export interface TelerivetMedia {
  readonly url?: string | undefined;
  readonly type?: string | undefined;
  readonly filename?: string | undefined;
  readonly size?: number | undefined;
  readonly [name: string]: unknown;
}

export interface TelerivetMmsPart {
  readonly cid?: string | undefined;
  readonly type?: string | undefined;
  readonly filename?: string | undefined;
  readonly size?: number | undefined;
  readonly url?: string | undefined;
  readonly [name: string]: unknown;
}

/** A person or number that the project has to do with. */
export interface TelerivetContact {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly phone_number?: string | undefined;
  readonly time_created?: string | undefined;
  readonly time_updated?: string | undefined;
  readonly send_blocked?: boolean | undefined;
  readonly conversation_status?: string | undefined;
  readonly last_message_time?: string | undefined;
  readonly last_incoming_message_time?: string | undefined;
  readonly last_outgoing_message_time?: string | undefined;
  readonly message_count?: number | undefined;
  readonly incoming_message_count?: number | undefined;
  readonly outgoing_message_count?: number | undefined;
  readonly last_message_id?: string | undefined;
  readonly default_route_id?: string | undefined;
  readonly group_ids?: readonly string[] | undefined;
  readonly vars?: JsonObject | undefined;
  readonly project_id?: string | undefined;
  readonly [name: string]: unknown;
}

/** A phone or gateway: what Telerivet calls a basic route. */
export interface TelerivetPhone {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly phone_number?: string | undefined;
  readonly phone_type?: string | undefined;
  readonly country?: string | undefined;
  readonly send_paused?: boolean | undefined;
  readonly time_created?: string | undefined;
  readonly last_active_time?: string | undefined;
  readonly vars?: JsonObject | undefined;
  readonly project_id?: string | undefined;
  readonly battery?: number | undefined;
  readonly charging?: boolean | undefined;
  readonly internet_type?: string | undefined;
  readonly app_version?: string | undefined;
  readonly android_sdk?: number | undefined;
  readonly mccmnc?: string | undefined;
  readonly manufacturer?: string | undefined;
  readonly model?: string | undefined;
  readonly send_limit?: number | undefined;
  readonly [name: string]: unknown;
}

/** What a service remembers of a contact. */
export interface TelerivetState {
  readonly id?: string | undefined;
  readonly contact_id?: string | undefined;
  readonly service_id?: string | undefined;
  readonly vars?: JsonObject | undefined;
  readonly time_created?: string | undefined;
  readonly time_updated?: string | undefined;
  readonly project_id?: string | undefined;
  readonly [name: string]: unknown;
}

/**
 * A Message with what a webhook adds to it. Times are ISO 8601 in UTC, flags booleans, counts numbers, lists arrays; what is
 * not known is absent, and fields that Telerivet adds pass through. https://telerivet.com/api/rest/curl#Message
 */
export interface TelerivetMessage {
  readonly id?: string | undefined;
  readonly project_id?: string | undefined;
  readonly phone_id?: string | undefined;
  readonly contact_id?: string | undefined;
  readonly route_id?: string | undefined;
  readonly broadcast_id?: string | undefined;
  readonly scheduled_id?: string | undefined;
  readonly service_id?: string | undefined;
  readonly message_service_id?: string | undefined;
  readonly user_id?: string | undefined;
  readonly direction?: string | undefined;
  readonly status?: string | undefined;
  readonly message_type?: string | undefined;
  readonly source?: string | undefined;
  readonly time_created?: string | undefined;
  readonly time_updated?: string | undefined;
  readonly time_sent?: string | undefined;
  readonly time_clicked?: string | undefined;
  readonly from_number?: string | undefined;
  readonly from_number_e164?: string | undefined;
  readonly to_number?: string | undefined;
  readonly content?: string | undefined;
  readonly starred?: boolean | undefined;
  readonly simulated?: boolean | undefined;
  readonly track_clicks?: boolean | undefined;
  readonly label_ids?: readonly string[] | undefined;
  readonly vars?: JsonObject | undefined;
  readonly route_params?: JsonObject | undefined;
  readonly priority?: number | undefined;
  readonly num_parts?: number | undefined;
  readonly price?: number | undefined;
  readonly price_currency?: string | undefined;
  readonly duration?: number | undefined;
  readonly ring_time?: number | undefined;
  readonly send_attempts?: number | undefined;
  readonly error_message?: string | undefined;
  readonly error_code?: string | undefined;
  readonly external_id?: string | undefined;
  readonly network_code?: string | undefined;
  readonly audio_url?: string | undefined;
  readonly tts_lang?: string | undefined;
  readonly tts_voice?: string | undefined;
  readonly short_urls?: readonly TelerivetShortUrl[] | undefined;
  readonly media?: readonly TelerivetMedia[] | undefined;
  readonly mms_parts?: readonly TelerivetMmsPart[] | undefined;
  readonly contact?: TelerivetContact | undefined;
  readonly phone?: TelerivetPhone | undefined;
  readonly state?: TelerivetState | undefined;
  readonly [name: string]: unknown;
}

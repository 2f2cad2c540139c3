import * as z from "zod/mini";
import { isJsonObject, parseJson, type JsonObject } from "../relay/json";
import { parseSend } from "../relay/parse-send";
import { flag, text, texts, whole } from "../relay/send-fields";

/** The custom variable under which a message carries the relay's own reference, to be found by after an unknown outcome. */
export const REF_VARIABLE = "volt_relay_ref";

/** Telerivet keeps 100 with a message, one of them the relay's own. */
const MOST_VARIABLES = 99;
const LONGEST_VALUE_BYTES = 4_096;

const object = z.pipe(
  z.transform((value) => (typeof value === "string" ? parseJson(value) : value)),
  z.custom<JsonObject>(isJsonObject, "Expected an object, or its JSON as text"),
);
const variables = object.check(
  z.refine((vars) => Object.keys(vars).length <= MOST_VARIABLES, `At most ${MOST_VARIABLES}`),
  z.refine(
    (vars) => Object.keys(vars).every((name) => /^\w{1,32}$/.test(name)),
    "Names have 1 to 32 of the characters A-Z a-z 0-9 _",
  ),
  z.refine(
    (vars) => Object.values(vars).every(isVariable),
    `Values are texts of at most ${LONGEST_VALUE_BYTES} bytes, numbers, booleans or null`,
  ),
  z.refine((vars) => !Object.hasOwn(vars, REF_VARIABLE), `${REF_VARIABLE} is the relay's own`),
);

function isVariable(value: unknown): boolean {
  if (typeof value === "string") return Buffer.byteLength(value) <= LONGEST_VALUE_BYTES;
  return value === null || typeof value === "number" || typeof value === "boolean";
}

/**
 * What POST /send takes for Telerivet: `to`, and Telerivet's own names for `POST …/messages/send`.
 * https://telerivet.com/api/rest/curl#project.sendMessage
 */
const parameters = z.strictObject({
  to: z.optional(text),
  contact_id: z.optional(text),
  content: z.optional(text),
  message_type: z.optional(text),
  route_id: z.optional(text),
  media_urls: z.optional(texts()),
  replace_variables: z.optional(flag),
  track_clicks: z.optional(flag),
  /** `{ domain, expiration_sec }` */
  short_link_params: z.optional(object),
  route_params: z.optional(object),
  label_ids: z.optional(texts()),
  vars: z.optional(variables),
  /** The higher goes first. */
  priority: z.optional(whole(1, 2)),
  simulated: z.optional(flag),
  service_id: z.optional(text),
  audio_url: z.optional(text),
  tts_lang: z.optional(text),
  tts_voice: z.optional(text),
});

export type TelerivetSendParameters = z.output<typeof parameters>;

const OWN_STATUS = "Set by the relay itself, so that every status of the message reaches Insights";

/** Names that the relay does not take, and why. */
const REFUSED: Readonly<Record<string, string>> = {
  status_url: OWN_STATUS,
  status_secret: OWN_STATUS,
  statusCallback: OWN_STATUS,
  to_number: "The relay's name for it is to",
  phone_id: "Telerivet's documented name for it is route_id",
  is_template: "Telerivet's present name for it is replace_variables",
};

const RECIPIENT = ["to", "contact_id"];
const CONTENT = ["content", "media_urls", "audio_url", "service_id"];

/** @throws InvalidInputError with every problem at once */
export function parseTelerivetSend(request: JsonObject): TelerivetSendParameters {
  // A USSD request is made to a code, which says it all.
  const oneOf = request.message_type === "ussd" ? [RECIPIENT] : [RECIPIENT, CONTENT];
  return parseSend(parameters, request, { oneOf, refused: REFUSED });
}

/** What the relay itself adds to a message. */
export interface OwnSendParameters {
  readonly statusUrl: string;
  /** Comes back with each status, as the parameter `secret`. */
  readonly statusSecret: string;
  /** No other send's; at most 4,096 bytes. */
  readonly ref?: string;
}

/** The REST API's JSON body. */
export function toSendBody(
  { to, vars, ...parameters }: TelerivetSendParameters,
  { statusUrl, statusSecret, ref }: OwnSendParameters,
): JsonObject {
  const own = ref === undefined ? {} : { [REF_VARIABLE]: ref };
  const all = { ...vars, ...own };
  return {
    ...(to === undefined ? {} : { to_number: to }),
    ...parameters,
    ...(Object.keys(all).length === 0 ? {} : { vars: all }),
    status_url: statusUrl,
    status_secret: statusSecret,
  };
}

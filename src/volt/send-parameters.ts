import * as z from "zod/mini";
import type { JsonObject } from "../relay/json";
import { parseSend } from "../relay/parse-send";
import { text, texts } from "../relay/send-fields";

/**
 * What POST /send takes for Volt: the names of its GraphQL API's createMessage. `media` are public URLs, `from` is one of the
 * organisation's own numbers. https://simonsays.atlassian.net/wiki/spaces/VAPI/blog/2022/06/24/6619137
 */
const parameters = z.strictObject({
  to: text,
  from: text,
  body: z.optional(text),
  media: z.optional(texts()),
});

export interface SendParameters {
  readonly to: string;
  readonly from: string;
  readonly body?: string | undefined;
  readonly media?: readonly string[] | undefined;
}

/** @throws InvalidInputError with every problem at once */
export function parseSendParameters(request: JsonObject): SendParameters {
  return parseSend(parameters, request, { oneOf: [["body", "media"]] });
}

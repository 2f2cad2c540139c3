import { errorMeaning } from "./error-codes";
import { Refusal } from "./graphql/execute";
import type { OutboundContent } from "./message-store";

/**
 * That Volt refuses with the meaning of its own error code is a guess; the rules are its own:
 * https://simonsays.atlassian.net/wiki/spaces/VAPI/blog/2022/06/24/6619137
 */
export function refuseMessage(
  { to, from, body, media }: OutboundContent,
  numbers: readonly string[],
): Refusal | undefined {
  if (!isE164(to)) return refusal("402");
  if (!isE164(from) || !numbers.includes(from)) return refusal("103");
  if (body === "" && media.length === 0) return refusal("401");
  if (!media.every(isWebUrl)) return refusal("407");
  return undefined;
}

const refusal = (code: string) => new Refusal(errorMeaning(code));

const isE164 = (number: string) => /^\+[1-9]\d{6,14}$/.test(number);

export const isWebUrl = (text: string) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

import * as z from "zod/mini";
import type { Reply } from "./reply";

const text = z.optional(z.string());

const reply = z.lazy(() =>
  z.object({
    messages: z.array(
      // A name that is mistaken is told, not dropped in silence.
      z.strictObject({
        content: text,
        to: text,
        media: z.optional(z.array(z.string())),
        messageType: z.optional(z.enum(["sms", "ussd"])),
        statusUrl: text,
        statusSecret: text,
        routeId: text,
      }),
    ),
    variables: z.optional(
      z.record(
        z.string().check(z.regex(/^(contact\.|state\.|\$|return_value$)/)),
        z.nullable(z.union([z.string(), z.number(), z.boolean()])),
      ),
    ),
  }),
);

/** What a hook gives back is the user's own code's, and looked at like anything else from outside. */
export function isReply(value: unknown): value is Reply {
  return z.safeParse(reply, value).success;
}

import type { AcceptedPost } from "../insights/insights";
import type { Message } from "../twilio/message-resource";

/** What Insights must say as Twilio says it, when all is done. */
export const COMPARED_FIELDS = ["status", "error_code", "direction", "from", "to", "body"] as const;
export type ComparedField = (typeof COMPARED_FIELDS)[number];

export interface Difference {
  readonly field: ComparedField;
  readonly atTwilio: unknown;
  readonly inInsights: unknown;
}

export interface ComparedMessage {
  readonly sid: string;
  readonly atTwilio: Message;
  /** Undefined where Insights has never heard of it. */
  readonly inInsights: Readonly<Record<string, unknown>> | undefined;
  readonly differences: readonly Difference[];
}

export interface Comparison {
  readonly messages: readonly ComparedMessage[];
  /** What Insights holds and Twilio does not know. */
  readonly invented: readonly string[];
  /** Fields that were posted in vain: misspelt, PascalCase, of the wrong type. */
  readonly ignored: readonly { readonly key: string; readonly field: string }[];
  /** Posts that named no message. */
  readonly nameless: number;
}

export interface Held {
  readonly messages: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  readonly history: readonly AcceptedPost[];
}

/**
 * Compares what Insights holds with what is true at Twilio.
 *
 * @param unsaid the fields that no source of the relay has told, by message: Event Streams carries no text of a message
 *   that another app sends
 */
export function compareWithTruth(
  atTwilio: ReadonlyMap<string, Message>,
  insights: Held,
  unsaid: ReadonlyMap<string, readonly ComparedField[]> = new Map(),
): Comparison {
  return {
    messages: [...atTwilio].map(([sid, message]) =>
      compareMessage(message, insights.messages.get(sid), unsaid.get(sid) ?? []),
    ),
    invented: [...insights.messages.keys()].filter((key) => !atTwilio.has(key)),
    ignored: insights.history.flatMap(({ key = "no message", ignored }) =>
      ignored.map((field) => ({ key, field })),
    ),
    nameless: insights.history.filter(({ key }) => key === undefined).length,
  };
}

function compareMessage(
  atTwilio: Message,
  inInsights: Readonly<Record<string, unknown>> | undefined,
  unsaid: readonly ComparedField[],
): ComparedMessage {
  const told = COMPARED_FIELDS.filter((field) => !unsaid.includes(field));
  const differences = told
    // Absent and null are one thing: a message without an error need not say so.
    .map((field) => ({ field, atTwilio: atTwilio[field], inInsights: inInsights?.[field] ?? null }))
    .filter((pair) => pair.atTwilio !== pair.inInsights);
  return { sid: atTwilio.sid, atTwilio, inInsights, differences };
}

/** Each thing that is wrong, in a sentence; none where Insights has the truth. */
export function problemsIn({ messages, invented, ignored, nameless }: Comparison): string[] {
  return [
    ...messages.flatMap(({ sid, inInsights, differences }) =>
      inInsights === undefined
        ? [`${sid} is missing in Insights.`]
        : differences.map(
            ({ field, atTwilio, inInsights: held }) =>
              `${sid} ${field}: Twilio says ${JSON.stringify(atTwilio)}, Insights holds ${JSON.stringify(held)}.`,
          ),
    ),
    ...invented.map((key) => `${key} is in Insights, and Twilio does not know it.`),
    ...ignored.map(({ key, field }) => `A post about ${key} had the field ${field}, which Insights ignores.`),
    ...(nameless === 0 ? [] : [`${nameless} posts to Insights named no message.`]),
  ];
}

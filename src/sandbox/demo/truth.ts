import type { AcceptedPost } from "../insights/insights";

/** A field of what Insights holds: Twilio's messages and all others have two names for sender and recipient. */
export type ComparedField =
  "status" | "error_code" | "direction" | "from" | "from_number" | "to" | "to_number" | "body";

/** A message as its provider has it, and what Insights must say of it when all is done. */
export interface TrueMessage {
  readonly provider: "Twilio" | "Telerivet";
  readonly id: string;
  /** Its name in Insights' stand-in. */
  readonly key: string;
  /** In the provider's own word. */
  readonly status: string;
  readonly errorCode: string | number | null;
  readonly isIncoming: boolean;
  /** The customer's number. */
  readonly party: string;
  /** Epoch seconds. */
  readonly createdAt: number;
  /** What Insights must hold; null where it may hold nothing. */
  readonly due: Readonly<Partial<Record<ComparedField, string | number | null>>>;
}

export interface Difference {
  readonly field: string;
  readonly due: unknown;
  readonly held: unknown;
}

export interface ComparedMessage {
  readonly truth: TrueMessage;
  /** Undefined where Insights has never heard of it. */
  readonly inInsights: Readonly<Record<string, unknown>> | undefined;
  readonly differences: readonly Difference[];
}

export interface Comparison {
  readonly messages: readonly ComparedMessage[];
  /** What Insights holds and no provider knows, or none whose messages belong there. */
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
 * Compares what Insights holds with what is true at the providers.
 *
 * @param unsaid the fields that no source of the relay has told, by the message's id: Event Streams carries no text of a
 *   message that another app sends
 */
export function compareWithTruth(
  truth: readonly TrueMessage[],
  insights: Held,
  unsaid: ReadonlyMap<string, readonly ComparedField[]> = new Map(),
): Comparison {
  const known = new Set(truth.map(({ key }) => key));
  return {
    messages: truth.map((message) =>
      compareMessage(message, insights.messages.get(message.key), unsaid.get(message.id) ?? []),
    ),
    invented: [...insights.messages.keys()].filter((key) => !known.has(key)),
    ignored: insights.history.flatMap(({ key = "no message", ignored }) =>
      ignored.map((field) => ({ key, field })),
    ),
    nameless: insights.history.filter(({ key }) => key === undefined).length,
  };
}

function compareMessage(
  truth: TrueMessage,
  inInsights: Readonly<Record<string, unknown>> | undefined,
  unsaid: readonly string[],
): ComparedMessage {
  const differences = Object.entries(truth.due)
    .filter(([field]) => !unsaid.includes(field))
    // Absent and null are one thing: a message without an error need not say so.
    .map(([field, due]) => ({ field, due, held: inInsights?.[field] ?? null }))
    .filter(({ due, held }) => due !== held);
  return { truth, inInsights, differences };
}

/** Each thing that is wrong, in a sentence; none where Insights has the truth. */
export function problemsIn({ messages, invented, ignored, nameless }: Comparison): string[] {
  return [
    ...messages.flatMap(({ truth: { provider, id }, inInsights, differences }) =>
      inInsights === undefined
        ? [`${id} is missing in Insights.`]
        : differences.map(
            ({ field, due, held }) =>
              `${id} ${field}: ${provider} says ${JSON.stringify(due)}, Insights holds ${JSON.stringify(held)}.`,
          ),
    ),
    ...invented.map((key) => `${key} is in Insights, and neither Twilio nor Telerivet knows it.`),
    ...ignored.map(({ key, field }) => `A post about ${key} had the field ${field}, which Insights ignores.`),
    ...(nameless === 0 ? [] : [`${nameless} posts to Insights named no message.`]),
  ];
}

/** One message of a reply. What is left out is the provider's own choice: the sender as recipient, the same number as sender. */
export interface ReplyMessage {
  readonly content?: string;
  /** @default who wrote */
  readonly to?: string;
  /** URLs of pictures and the like. */
  readonly media?: readonly string[];
  /** `ussd` dials the code in `to`, which only an Android phone of Telerivet's can. @default sms */
  readonly messageType?: "sms" | "ussd";
  /** Where the statuses of this message go. @default the relay, so that they reach Insights */
  readonly statusUrl?: string;
  /** Goes with `statusUrl`, where Telerivet sends the statuses. */
  readonly statusSecret?: string;
  /** The phone or route of Telerivet's that sends it. @default the one that received */
  readonly routeId?: string;
}

/** A variable of Telerivet's Rules Engine: of the contact, of its state in the service, or a custom one of the message. */
export type VariableName = `contact.${string}` | `state.${string}` | `$${string}`;
export type VariableValue = string | number | boolean | null;

/**
 * What a hook answers to an incoming message. Each provider takes from it what it knows:
 * `{ messages: [{ content: "Welcome" }], variables: { "contact.name": "Jo" } }`.
 */
export interface Reply {
  readonly messages: readonly ReplyMessage[];
  readonly variables?: Readonly<Partial<Record<VariableName | "return_value", VariableValue>>>;
}

/** A reply under construction. Each step gives a new one and leaves the old one as it was. */
export interface ReplyBuilder extends Reply {
  message(message: string | ReplyMessage): ReplyBuilder;
  /** Sets a variable at Telerivet: `variable("contact.name", "Jo")`. Null clears it. */
  variable(name: VariableName, value: VariableValue): ReplyBuilder;
  /** At Telerivet, whether the message counts as handled: with false, the next service runs, too. */
  returnValue(value: boolean): ReplyBuilder;
}

/**
 * A reply to an incoming message: `reply("Welcome").variable("contact.name", "Jo")`. Without a text it sends nothing, but
 * may set variables.
 */
export function reply(first?: string | ReplyMessage): ReplyBuilder {
  const nothing = builder({ messages: [], variables: {} });
  return first === undefined ? nothing : nothing.message(first);
}

function builder({ messages, variables }: Required<Reply>): ReplyBuilder {
  const withVariable = (name: keyof typeof variables, value: VariableValue) =>
    builder({ messages, variables: { ...variables, [name]: value } });
  return {
    messages,
    variables,
    message: (message) =>
      builder({
        messages: [...messages, typeof message === "string" ? { content: message } : message],
        variables,
      }),
    variable: withVariable,
    returnValue: (value) => withVariable("return_value", value),
  };
}

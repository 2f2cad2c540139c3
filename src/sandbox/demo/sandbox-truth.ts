import type { Sandbox } from "./start-sandbox";
import type { TrueMessage } from "./truth";
import { truthAtTelerivet } from "./truth-at-telerivet";
import { truthAtTwilio } from "./truth-at-twilio";

/** What is true now of every message that Insights must know: Twilio's, then Telerivet's. Volt has its own there already. */
export function sandboxTruth({ twilio, telerivet }: Pick<Sandbox, "twilio" | "telerivet">): TrueMessage[] {
  return [...truthAtTwilio(twilio.messages), ...truthAtTelerivet(telerivet.messages)];
}

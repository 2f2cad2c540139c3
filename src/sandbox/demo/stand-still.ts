import type { Sandbox } from "./start-sandbox";

/** From now on messages go on only as the scenario has it. */
export function standStill({ twilio, telerivet, volt }: Sandbox): void {
  for (const standIn of [twilio, telerivet, volt]) standIn.setAutopilot(false);
}

import type { Operator, Outbox, Waiting } from "./operator";
import type { Stage } from "./stage";
import { shortSid } from "./step";

/** Tells what waits in the outbox, a line for each message. */
export async function showOutbox({ tell }: Stage, operator: Operator): Promise<Outbox> {
  const outbox = await operator.outbox();
  const { pending, dead } = outbox;
  const say = (text: string) => {
    tell({ from: "relay", to: "operator", text });
  };
  say(`${pending.count} waiting, ${dead.count} dead`);
  for (const item of pending.items) say(describe(item));
  return outbox;
}

function describe({ id, reason, attempts, next_attempt }: Waiting): string {
  const seconds = Math.ceil((Date.parse(next_attempt) - Date.now()) / 1_000);
  const when = seconds > 0 ? `in ${seconds} s` : "due now";
  return `${shortSid(id)} waits: ${reason}, ${attempts} drains so far, next ${when}`;
}

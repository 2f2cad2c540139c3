import type { Paint } from "./paint";

/** What stands where, in the words of somebody who sees it for the first time. */
export function introduction(relayUrl: string, paint: Paint): string[] {
  const real = paint("bold", "relay");
  return [
    "",
    `  ${paint("bold", "volt-relay, the whole system on this machine. No account, nothing leaves it.")}`,
    "",
    `    app  ── POST /send ─▶  ${real}  ── message ────────▶  Twilio, Telerivet, Volt`,
    `                           ${real}  ◀─ webhooks ────────  Twilio, Telerivet, Volt`,
    `                           ${real}  ── what is true ───▶  Volt Insights`,
    `                           ${real}  ── what waits ─────▶  Twilio Sync`,
    "",
    "  The relay: the functions that deploy, but with a hook of the demo's own, which",
    `  replies to JOIN. Served by twilio-run, ${relayUrl}`,
    "  All others: stand-ins that behave like the real ones on a bad day, when",
    "  webhooks come late, twice and in the wrong order. Insights gets what Twilio's",
    "  and Telerivet's messages are; Volt's own messages it knows without the relay.",
  ];
}

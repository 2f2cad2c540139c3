import type { Paint } from "./paint";

/** What stands where, in the words of somebody who sees it for the first time. */
export function introduction(relayUrl: string, paint: Paint): string[] {
  const real = paint("bold", "relay");
  return [
    "",
    `  ${paint("bold", "volt-relay, the whole system on this machine. No account, nothing leaves it.")}`,
    "",
    `    app  ── POST /send ─▶  ${real}  ── message ──────────▶  Twilio`,
    `                           ${real}  ◀─ status callbacks ──  Twilio`,
    `                           ${real}  ── what is true ─────▶  Volt Insights`,
    `                           ${real}  ── what waits ───────▶  Twilio Sync`,
    "",
    `  The relay: the built functions, served by twilio-run, ${relayUrl}`,
    "  Twilio, its Sync and Volt Insights: stand-ins that behave like the real ones",
    "  on a bad day, when callbacks come late, twice and in the wrong order.",
  ];
}

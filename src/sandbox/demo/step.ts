export type Actor =
  "app" | "relay" | "Twilio" | "Telerivet" | "Volt" | "Insights" | "Sync" | "operator" | "stranger";

/** One thing that happened, told in a line: who did what to whom. */
export interface Step {
  readonly from: Actor;
  readonly to?: Actor;
  readonly text: string;
  /** `odd`: the kind of trouble that the relay is there for. `bad`: trouble for whoever looks on. */
  readonly mood?: "good" | "odd" | "bad";
}

export type Tell = (step: Step) => void;

/** Whoever is to hear of what happens. */
export interface Narrator {
  readonly tell: Tell;
  /** A new part of the story begins. */
  readonly chapter: (title: string) => void;
}

/** `SM…8ad6` for `SMd36c0364e3842955b2c8f86da3bd8ad6`. */
export function shortSid(sid: string): string {
  return sid.length > 8 ? `${sid.slice(0, 2)}…${sid.slice(-4)}` : sid;
}

/** `undelivered 30003` */
export function statusWithError(status: unknown, errorCode: unknown): string {
  const known = [status, errorCode].filter((part) => typeof part === "string" || typeof part === "number");
  return known.join(" ");
}

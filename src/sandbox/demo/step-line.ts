import { cell, cut } from "./cell";
import type { Paint, Style } from "./paint";
import type { Actor, Step } from "./step";

const ACTOR_STYLES: Readonly<Record<Actor, Style>> = {
  app: "cyan",
  relay: "bold",
  Twilio: "magenta",
  Telerivet: "magenta",
  Volt: "magenta",
  Insights: "blue",
  Sync: "magenta",
  operator: "cyan",
  stranger: "red",
};
const MOOD_STYLES = { good: "green", odd: "yellow", bad: "red" } as const;

const ACTOR_WIDTH = 9;
const PREFIX_WIDTH = 7 + ACTOR_WIDTH + 3 + ACTOR_WIDTH + 2;

/**
 * A step in one line: `  0.4s Twilio    → relay      calls back: SM…8ad6 sent`.
 *
 * @param elapsedMs since the demo began
 * @param columns where the line is cut; undefined: nowhere
 */
export function stepLine(step: Step, elapsedMs: number, paint: Paint, columns?: number): string {
  const { from, to, mood } = step;
  // What is told may quote what somebody sent: it must not move the cursor.
  const text = step.text.replace(/\p{Cc}/gu, " ");
  const fitted = columns === undefined ? text : cut(text, columns - PREFIX_WIDTH);
  return [
    paint("dim", `${(elapsedMs / 1_000).toFixed(1)}s`.padStart(6)),
    " ",
    paint(ACTOR_STYLES[from], cell(from, ACTOR_WIDTH)),
    paint("dim", to === undefined ? "   " : " → "),
    to === undefined ? cell("", ACTOR_WIDTH) : paint(ACTOR_STYLES[to], cell(to, ACTOR_WIDTH)),
    "  ",
    mood === undefined ? fitted : paint(MOOD_STYLES[mood], fitted),
  ].join("");
}

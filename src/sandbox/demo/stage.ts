import type { Sandbox } from "./start-sandbox";
import type { Narrator } from "./step";
import type { ComparedField } from "./truth";

export interface Played {
  /** What happened to each message, by SID. */
  readonly what: ReadonlyMap<string, string>;
  /** The fields of a message that no source has told the relay. */
  readonly unsaid: ReadonlyMap<string, readonly ComparedField[]>;
  /** What did not go as it must, beside what Insights holds in the end. */
  readonly unmet: readonly string[];
  /** What holds besides where nothing is unmet, in lines for the verdict. */
  readonly proven: readonly string[];
}

/** What the parts of a scenario have in hand. */
export interface Stage extends Narrator {
  readonly sandbox: Sandbox;
  /** Remembers what happens to a message, for the summary. */
  readonly remember: (sid: string, what: string, unsaid?: readonly ComparedField[]) => void;
  /** Compares how something is answered with how it must be. */
  readonly expect: (subject: string, actual: unknown, expected: unknown) => void;
  /** Says what holds if all that was expected came. */
  readonly prove: (line: string) => void;
  /** So far. */
  readonly played: Played;
}

export function openStage(sandbox: Sandbox, narrator: Narrator): Stage {
  const what = new Map<string, string>();
  const unsaid = new Map<string, readonly ComparedField[]>();
  const unmet: string[] = [];
  const proven: string[] = [];
  return {
    sandbox,
    ...narrator,
    remember: (sid, happened, fields = []) => {
      what.set(sid, happened);
      unsaid.set(sid, fields);
    },
    expect: (subject, actual, expected) => {
      if (actual !== expected) unmet.push(`${subject}: ${String(expected)} was due, ${String(actual)} came.`);
    },
    prove: (line) => {
      proven.push(line);
    },
    played: { what, unsaid, unmet, proven },
  };
}

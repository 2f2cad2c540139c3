import type { Deadline } from "../relay/deadline";
import type { Hooks } from "../relay/hooks";
import type { Answer } from "./answer";
import type { Instance } from "./instance";
import type { Readers } from "./readers";
import type { RelayRequest } from "./request";
import type { SettingName, Settings } from "./settings";
import type { Context } from "./platform";

/** What a route has in hand while it answers one request. */
export interface Visit<Name extends SettingName> {
  readonly request: RelayRequest;
  readonly settings: Pick<Settings, Name>;
  readonly context: Context;
  readonly instance: Instance;
  readonly hooks: Hooks;
  readonly deadline: Deadline;
  readonly readers: Readers;
}

/** One URL of the relay. */
export interface Route<Name extends SettingName> {
  readonly name: string;
  /** How long the caller waits for an answer, less a margin for the way there and back. */
  readonly budgetMs: number;
  /** The settings without which this route cannot work; the others are of no concern to it. */
  readonly needs: readonly Name[];
  /** For the messages that this route brings to Insights. */
  readonly readers?: Readers;
  answer(visit: Visit<Name>): Promise<Answer>;
}

import { createHttp } from "./relay/axios-http";
import { deadlineIn } from "./relay/deadline";
import { deliver } from "./relay/deliver";
import type { Http } from "./relay/http";
import { DEFAULT_INSIGHTS_URL, insightsPoster, type InsightsAccount } from "./relay/insights";
import type { Outcome } from "./relay/outcome";
import { createPause, MISCONFIGURED_PAUSE_MS } from "./relay/pause";
import { createRankGuard } from "./relay/rank-guard";
import { createTurns } from "./relay/turns";
import type { InsightsUpdate } from "./relay/update";
import { system } from "./system";

export interface InsightsSenderOptions extends Partial<Omit<InsightsAccount, "token">> {
  /** The organisation's bearer token, from Volt's Settings → Developers. */
  readonly token: string;
  /** How long one update may take, retries included. @default 8000 */
  readonly budgetMs?: number;
  /** @default axios with connections kept open */
  readonly http?: Http;
  /** Epoch milliseconds. @default the system's clock */
  readonly now?: () => number;
  /** From 0 up to, not including, 1. @default Math.random */
  readonly random?: () => number;
  /** @default setTimeout */
  readonly sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
}

export interface InsightsSender {
  /** Never throws for what Insights or the network does: the outcome says what became of the update. */
  send(update: InsightsUpdate): Promise<Outcome>;
}

/** Sends updates to Volt Insights as the relay does: retried within a budget, never a lower status after a higher one. */
export function createInsightsSender(options: InsightsSenderOptions): InsightsSender {
  const {
    token,
    url = DEFAULT_INSIGHTS_URL,
    includeBody = true,
    budgetMs = 8_000,
    http = createHttp({ keepAlive: true }),
    now = system.now,
    random = system.random,
    sleep = system.sleep,
  } = options;
  const tools = {
    post: insightsPoster({ url, token, includeBody }, http, now),
    guard: createRankGuard(),
    turns: createTurns(sleep),
    pause: createPause(MISCONFIGURED_PAUSE_MS, now),
    reread: (update: InsightsUpdate) => Promise.resolve(update),
    random,
    sleep,
  };
  return { send: (update) => deliver(update, deadlineIn(budgetMs, now), tools) };
}

import { RelayError } from "../relay/errors";
import type { Instance } from "./instance";

export type ProbeResult =
  | { readonly ok: true; readonly ms: number }
  | { readonly ok: false; readonly code: string; readonly message: string };

/** An upstream is not asked more often than this, however often /health is. */
const KEPT_MS = 60_000;

/** Whether an upstream works, from a check that throws when it does not. */
export function probe(
  upstream: string,
  { probes, now }: Instance,
  check: () => Promise<void>,
): Promise<ProbeResult> {
  const kept = probes.get(upstream);
  if (kept !== undefined && now() - kept.at < KEPT_MS) return kept.result;
  const result = timed(check, now);
  probes.set(upstream, { at: now(), result });
  return result;
}

async function timed(check: () => Promise<void>, now: () => number): Promise<ProbeResult> {
  const start = now();
  try {
    await check();
    return { ok: true, ms: Math.round(now() - start) };
  } catch (error) {
    if (error instanceof RelayError) return { ok: false, code: error.code, message: error.message };
    throw error;
  }
}

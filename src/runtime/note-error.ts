import { ConfigurationError, RelayError, UnprovenError } from "../relay/errors";
import type { Instance } from "./instance";

/**
 * Says in the log that a request ended in an error. What anyone on the internet can cause is said once in a while, not
 * each time: a Function's log lines can come back to it as events.
 */
export function noteError(route: string, error: unknown, { log }: Instance): void {
  if (error instanceof ConfigurationError)
    log.alarm("configuration_error", { route, message: error.message });
  else if (error instanceof UnprovenError) log.alarm("unproven_request", { route, message: error.message });
  else if (error instanceof RelayError)
    log.info("refused", { route, code: error.code, status: error.status });
  else log.alarm("internal_error", { route, where: placeOf(error) });
}

/** Where an unforeseen error came from. Its own words may quote the input, so they are left out. */
function placeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = (error.stack ?? "").split("\n").filter((line) => line.startsWith("    at "));
  return [error.name, ...frames.slice(0, 4).map((frame) => frame.trim())].join(" ");
}

import { startChild } from "./child.mjs";

export const EVENT_BYTES = 1_000;

/**
 * Microseconds for the proof of one Volt event by its signature, and for one bare RSA verification of the same bytes: of
 * each the mean of every round, taken side by side in one process.
 *
 * @param {{ rounds: number, callsPerRound: number }} effort
 * @returns {Promise<{ floor: number[], event: number[] }>}
 */
export async function measureSignature({ rounds, callsPerRound }) {
  const child = startChild("bench/signature-process.mjs", [
    String(rounds),
    String(callsPerRound),
    String(EVENT_BYTES),
  ]);
  try {
    const { samples } = await child.next();
    return samples;
  } finally {
    child.stop();
  }
}

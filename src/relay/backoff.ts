const FIRST_CEILING_MS = 100;
const HIGHEST_CEILING_MS = 2_000;

/**
 * How long to wait before attempt `attempt + 1`: anywhere between nothing and a ceiling that doubles with each attempt.
 * Full jitter spreads the callers of an upstream that comes back:
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 *
 * @param random a number from 0 up to, not including, 1
 */
export function backoffMs(attempt: number, random: () => number): number {
  return random() * Math.min(HIGHEST_CEILING_MS, FIRST_CEILING_MS * 2 ** (attempt - 1));
}

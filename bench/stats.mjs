/**
 * The value in the middle: a machine's noise is one-sided, and a mean would follow it.
 *
 * @param {readonly number[]} values at least one
 */
export function median(values) {
  return quantile(values, 0.5);
}

/**
 * The value below which the given share of the values lies, between two of them where it must be.
 *
 * @param {readonly number[]} values at least one
 * @param {number} share 0 to 1
 */
export function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const low = sorted[Math.floor(place)];
  const high = sorted[Math.ceil(place)];
  if (low === undefined || high === undefined) throw new Error("There is nothing to take a quantile of.");
  return low + (high - low) * (place - Math.floor(place));
}

/**
 * The median of what the rounds say one by one. Both sides of a pair were measured within one round, so a machine that
 * slows down for a while slows both.
 *
 * @param {readonly number[]} ones
 * @param {readonly number[]} others of the same rounds
 * @param {(one: number, other: number) => number} compare
 */
export function medianOfPairs(ones, others, compare) {
  if (ones.length !== others.length) throw new Error("Both sides need a value of every round.");
  return median(ones.map((one, round) => compare(one, others[round] ?? Number.NaN)));
}

/** @type {(ones: readonly number[], others: readonly number[]) => number} */
export const medianRatio = (ones, others) => medianOfPairs(ones, others, (one, other) => one / other);

/** @type {(ones: readonly number[], others: readonly number[]) => number} */
export const medianDifference = (ones, others) => medianOfPairs(ones, others, (one, other) => one - other);

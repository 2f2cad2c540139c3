import fc from "fast-check";
import { median, medianDifference, medianRatio, quantile } from "../../bench/stats.mjs";

describe("the statistics of the bench", () => {
  it.each([
    { case: "one value", values: [7], expected: 7 },
    { case: "an odd number", values: [9, 1, 5], expected: 5 },
    { case: "an even number, between the two in the middle", values: [4, 1, 3, 2], expected: 2.5 },
    { case: "an outlier, which does not move it", values: [10, 11, 12, 13, 9_000], expected: 12 },
    { case: "values that are not sorted as texts", values: [9, 10, 100], expected: 10 },
  ])("take the median of $case", ({ values, expected }) => {
    expect(median(values)).toBe(expected);
  });

  it.each([
    [0, 10],
    [0.25, 20],
    [0.5, 30],
    [0.9, 46],
    [1, 50],
  ])("find the value below which a share of %d lies", (share, expected) => {
    expect(quantile([50, 10, 40, 20, 30], share)).toBe(expected);
  });

  it("do not depend on the order of the values, and leave them as they are", () => {
    const values = fc.array(fc.integer({ min: -1e9, max: 1e9 }), { minLength: 1 });
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (given, share) => {
        const copy = [...given];
        expect(quantile(given.toReversed(), share)).toBe(quantile(given, share));
        expect(given).toEqual(copy);
      }),
    );
  });

  it("compare round by round, so that a machine that slows down for a while changes nothing", () => {
    const steady = { ones: [20, 20, 20, 20, 20], others: [10, 10, 10, 10, 10] };
    const slowed = { ones: [20, 20, 60, 60, 60], others: [10, 10, 30, 30, 30] };
    expect(medianRatio(steady.ones, steady.others)).toBe(2);
    expect(medianRatio(slowed.ones, slowed.others)).toBe(2);
    expect(medianDifference(steady.ones, steady.others)).toBe(10);
  });

  it("refuse to say anything of nothing, or of rounds that do not match", () => {
    expect(() => median([])).toThrow("nothing");
    expect(() => medianRatio([1, 2], [1])).toThrow("every round");
  });
});

import { backoffMs } from "../../src/relay/backoff";
import { retryAfterMs } from "../../src/relay/retry-after";
import fc from "fast-check";

const NOW = Date.UTC(2026, 0, 1, 12, 0, 0);

describe("Retry-After", () => {
  it.each([
    ["seconds", "3", 3_000],
    ["none to wait", "0", 0],
    ["white space around", "  2 ", 2_000],
    ["an HTTP date ahead", "Thu, 01 Jan 2026 12:00:05 GMT", 5_000],
    ["an HTTP date in the past", "Thu, 01 Jan 2026 11:59:00 GMT", 0],
    ["the old form with a long weekday", "Thursday, 01-Jan-26 12:00:01 GMT", 1_000],
    ["absent", undefined, undefined],
    ["empty", "", undefined],
    ["a fraction", "1.5", undefined],
    ["negative", "-3", undefined],
    ["words", "soon", undefined],
    ["a year alone", "2030", 2_030_000],
  ])("%s", (_case, header, expected) => {
    expect(retryAfterMs(header, NOW)).toBe(expected);
  });
});

describe("backoff", () => {
  it("stays between nothing and a ceiling that doubles up to two seconds", () => {
    const almostOne = 1 - Number.EPSILON;
    const highest = [1, 2, 3, 4, 5, 6, 7].map((attempt) => Math.round(backoffMs(attempt, () => almostOne)));
    expect(highest).toEqual([100, 200, 400, 800, 1_600, 2_000, 2_000]);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.double({ min: 0, max: almostOne, noNaN: true }),
        (attempt, chance) => {
          const ms = backoffMs(attempt, () => chance);
          expect(ms).toBeGreaterThanOrEqual(0);
          expect(ms).toBeLessThanOrEqual(2_000);
        },
      ),
    );
  });
});

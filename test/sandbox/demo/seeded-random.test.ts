import { seededRandom } from "../../../src/sandbox/demo/seeded-random";

const some = (seed: number) => Array.from({ length: 1_000 }, seededRandom(seed));

test("the same seed gives the same numbers, another gives others", () => {
  expect(some(1)).toEqual(some(1));
  expect(some(1)).not.toEqual(some(2));
});

test("the numbers lie from 0 up to 1, on both sides of the middle alike", () => {
  const numbers = some(99);
  expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
  const low = numbers.filter((number) => number < 0.5).length;
  expect(Math.abs(low - 500)).toBeLessThan(60);
});

import { idealMs } from "../../bench/batch.mjs";

describe("the ideal of a batch", () => {
  it.each([
    { case: "as many at a time as there are", requests: 20, concurrency: 20, expected: 50 },
    { case: "one more than fits", requests: 21, concurrency: 20, expected: 100 },
    { case: "a hundred, twenty at a time", requests: 100, concurrency: 20, expected: 250 },
    { case: "one at a time", requests: 100, concurrency: 1, expected: 5_000 },
  ])("counts the waves: $case", ({ requests, concurrency, expected }) => {
    expect(idealMs(requests, concurrency, 50)).toBe(expected);
  });
});

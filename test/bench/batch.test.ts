import { readFileSync } from "node:fs";
import { idealMs, readConcurrency } from "../../bench/batch.mjs";
import { BATCH_CONCURRENCY } from "../../src/runtime/accept-batch";

describe("the ideal of a batch", () => {
  it.each([
    { case: "as many at a time as there are", requests: 20, concurrency: 20, expected: 50 },
    { case: "one more than fits", requests: 21, concurrency: 20, expected: 100 },
    { case: "a hundred, twenty at a time", requests: 100, concurrency: 20, expected: 250 },
    { case: "one at a time", requests: 100, concurrency: 1, expected: 5_000 },
  ])("counts the waves: $case", ({ requests, concurrency, expected }) => {
    expect(idealMs(requests, concurrency, 50)).toBe(expected);
  });

  it("follows the relay's own constant", () => {
    expect(readConcurrency(readFileSync("src/runtime/accept-batch.ts", "utf8"))).toBe(BATCH_CONCURRENCY);
  });

  it("fails where the constant has gone", () => {
    expect(() => readConcurrency("const CONCURRENCY = 20;")).toThrow("BATCH_CONCURRENCY is no longer");
  });
});

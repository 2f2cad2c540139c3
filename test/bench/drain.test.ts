import { idealDrainMs } from "../../bench/drain.mjs";

const latencyMs = { insights: 50, twilio: 30, sync: 5 };

describe("the ideal of a drain", () => {
  it.each([
    {
      case: "one entry: two writes, two reads of the truth, a post",
      entries: 1,
      concurrency: 20,
      expected: 120,
    },
    { case: "as many at a time as there are", entries: 20, concurrency: 20, expected: 120 },
    { case: "one more than fits", entries: 21, concurrency: 20, expected: 240 },
    { case: "one at a time", entries: 10, concurrency: 1, expected: 1_200 },
  ])("counts the waves: $case", ({ entries, concurrency, expected }) => {
    expect(idealDrainMs({ entries, concurrency, pages: 0, latencyMs })).toBe(expected);
  });

  it("waits for every page", () => {
    expect(idealDrainMs({ entries: 0, concurrency: 20, pages: 16, latencyMs })).toBe(80);
  });
});

import { readConstant } from "../../bench/constant.mjs";
import { DRAIN_CONCURRENCY } from "../../src/relay/drain";
import { BATCH_CONCURRENCY } from "../../src/runtime/accept-batch";

describe("the relay's constants in the bench", () => {
  it("are those of the relay", () => {
    expect(readConstant("BATCH_CONCURRENCY", "src/runtime/accept-batch.ts")).toBe(BATCH_CONCURRENCY);
    expect(readConstant("DRAIN_CONCURRENCY", "src/relay/drain.ts")).toBe(DRAIN_CONCURRENCY);
  });

  it("are missed where they have gone", () => {
    expect(() => readConstant("CONCURRENCY", "src/relay/drain.ts")).toThrow("CONCURRENCY is no longer");
  });
});

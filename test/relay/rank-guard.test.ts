import fc from "fast-check";
import { createRankGuard } from "../../src/relay/rank-guard";
import { statusRank } from "../../src/relay/status-rank";
import type { InsightsUpdate } from "../../src/relay/update";

const update = (status: string, id = "SM1", provider = "twilio"): InsightsUpdate => ({
  endpoint: "/data/messages/twilio",
  key: { provider, id },
  status,
  payload: {},
});

const STATUSES = ["queued", "sending", "sent", "delivered", "failed", "read", "unheard-of"];

describe("the rank guard", () => {
  it("holds a lower status back once a higher one is delivered", () => {
    const guard = createRankGuard();
    guard.delivered(update("delivered"));
    expect(guard.allows(update("sent"))).toBe(false);
    expect(guard.allows(update("undelivered"))).toBe(true);
    expect(guard.allows(update("read"))).toBe(true);
  });

  it("holds nothing back for a status that was only tried", () => {
    const guard = createRankGuard();
    expect(guard.allows(update("delivered"))).toBe(true);
    expect(guard.allows(update("sent"))).toBe(true);
  });

  it("never lets the delivered rank of a message fall, in whatever order statuses come", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...STATUSES), { minLength: 1 }), (statuses) => {
        const guard = createRankGuard();
        const delivered: number[] = [];
        for (const status of statuses) {
          if (!guard.allows(update(status))) continue;
          guard.delivered(update(status));
          delivered.push(statusRank(status));
        }
        expect(delivered).toEqual(delivered.toSorted((a, b) => a - b));
        expect(delivered.at(-1)).toBe(Math.max(...statuses.map(statusRank)));
      }),
    );
  });

  it("tells messages apart whose provider and id only look alike when joined", () => {
    const guard = createRankGuard();
    guard.delivered(update("read", "bc", "a"));
    expect(guard.allows(update("sent", "c", "ab"))).toBe(true);
    expect(guard.allows(update("sent", "bc", "a"))).toBe(false);
  });

  it("forgets the message untouched longest when it is full", () => {
    const guard = createRankGuard(2);
    guard.delivered(update("read", "1"));
    guard.delivered(update("read", "2"));
    guard.delivered(update("read", "1"));
    guard.delivered(update("read", "3"));
    expect(guard.allows(update("sent", "1"))).toBe(false);
    expect(guard.allows(update("sent", "2"))).toBe(true);
    expect(guard.allows(update("sent", "3"))).toBe(false);
  });
});

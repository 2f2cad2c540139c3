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

  describe("where the provider dates its states", () => {
    const at = (status: string, asOf?: number): InsightsUpdate => ({
      ...update(status),
      ...(asOf === undefined ? {} : { asOf }),
    });

    it.each([
      [
        "a newer state of a lower rank, which is a message sent again",
        at("failed", 5),
        at("queued", 6),
        true,
      ],
      ["a newer state of a higher rank", at("sent", 5), at("delivered", 6), true],
      ["an older state of a lower rank", at("delivered", 5), at("sent", 4), false],
      ["an older state of a higher rank", at("queued", 5), at("failed", 4), false],
      ["a lower rank of the same second", at("delivered", 5), at("sent", 5), false],
      ["the same rank of the same second", at("delivered", 5), at("undelivered", 5), true],
      ["the very same report, once more", at("delivered", 5), at("delivered", 5), true],
      ["the same status changed in another way since", at("delivered", 5), at("delivered", 6), false],
      ["a lower rank without a time", at("delivered", 5), at("sent"), false],
      ["the same rank without a time", at("delivered", 5), at("delivered"), true],
      ["a lower rank after one without a time", at("delivered"), at("sent", 6), false],
      ["the same status after one without a time", at("delivered"), at("delivered", 6), true],
    ])("knows %s", (_case, known, next, allowed) => {
      const guard = createRankGuard();
      guard.delivered(known);
      expect(guard.allows(next)).toBe(allowed);
    });

    it("lets a status that is there already be repeated on purpose, and nothing older", () => {
      const guard = createRankGuard();
      guard.delivered(at("delivered", 5));
      expect(guard.allows(at("delivered", 6), true)).toBe(true);
      expect(guard.allows(at("delivered", 4), true)).toBe(false);
    });

    it("goes by the latest time at which a status was known to be there", () => {
      const guard = createRankGuard();
      guard.delivered(at("failed", 5));
      guard.delivered(at("failed", 12));
      expect(guard.allows(at("queued", 9))).toBe(false);
      expect(guard.allows(at("queued", 13))).toBe(true);
    });

    it("keeps the time through a state without one", () => {
      const guard = createRankGuard();
      guard.delivered(at("delivered", 5));
      guard.delivered(at("read"));
      expect(guard.allows(at("read", 4))).toBe(false);
      expect(guard.allows(at("queued", 6))).toBe(true);
    });

    it("ends at the latest state, in whatever order they come, and however often", () => {
      const states = fc.uniqueArray(fc.constantFrom(...STATUSES), { minLength: 1 }).chain((statuses) => {
        const dated = statuses.map((status, n) => at(status, n));
        return fc.shuffledSubarray([...dated, ...dated, ...dated], { minLength: dated.length });
      });
      fc.assert(
        fc.property(states, (arrivals) => {
          const guard = createRankGuard();
          const posted: InsightsUpdate[] = [];
          for (const arrival of arrivals) {
            if (guard.allows(arrival)) posted.push(arrival);
            guard.delivered(arrival);
          }
          const times = posted.map(({ asOf = 0 }) => asOf);
          expect(times).toEqual(times.toSorted((a, b) => a - b));
          expect(times.at(-1)).toBe(Math.max(...arrivals.map(({ asOf = 0 }) => asOf)));
        }),
      );
    });
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

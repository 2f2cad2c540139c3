import fc from "fast-check";
import { statusRank } from "../../src/relay/status-rank";

describe("the rank of a status", () => {
  // https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks
  it.each([
    ["queued", 0],
    ["accepted", 0],
    ["scheduled", 0],
    ["receiving", 0],
    ["sending", 1],
    ["sent", 2],
    ["delivered", 3],
    ["partially_delivered", 3],
    ["undelivered", 3],
    ["failed", 3],
    ["canceled", 3],
    ["received", 3],
    ["read", 4],
    ["DELIVERED", 3],
  ])("%s is %d", (status, rank) => {
    expect(statusRank(status)).toBe(rank);
  });

  it("puts every status nobody has heard of beside sent: never above a final one", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 21 }), (status) => {
        expect(statusRank(status)).toBe(2);
      }),
    );
  });
});

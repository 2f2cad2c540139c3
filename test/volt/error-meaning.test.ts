import { voltErrorMeaning } from "../../src/volt/error-meaning";

describe("the meaning of Volt's error codes", () => {
  it.each([
    ["101", "account temporarily disabled"],
    ["401", "invalid message body"],
    ["503", "recipient opted out or on a do-not-contact list"],
    ["702", "blocked as spam downstream, temporary"],
    ["901", "internal Volt error"],
    [804, "downstream provider unavailable"],
    ["799", "unknown error (content or spam)"],
    ["150", "unknown error (account)"],
    ["301", undefined],
    ["40002", undefined],
    ["", undefined],
    ["constructor", undefined],
  ])("%s", (code, meaning) => {
    expect(voltErrorMeaning(code)).toBe(meaning);
  });

  it("has all 26 of them", () => {
    const named = Array.from({ length: 1_000 }, (_, code) => voltErrorMeaning(code)).filter(
      (meaning) => meaning !== undefined && !meaning.startsWith("unknown"),
    );
    expect(named).toHaveLength(26);
  });
});

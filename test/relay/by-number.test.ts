import fc from "fast-check";
import { byNumber, type MessageHandler } from "../../src/relay/by-number";
import { ConfigurationError } from "../../src/relay/errors";
import type { Hooks } from "../../src/relay/hooks";
import type { Message } from "../../src/relay/message";

const message = (more: Partial<Message>): Message => ({
  provider: "volt",
  id: "1",
  direction: "inbound",
  status: "received",
  raw: {},
  ...more,
});

/** Handlers that tell which of them was called. */
function table(...names: string[]): { calls: string[]; route: MessageHandler<void> } {
  const calls: string[] = [];
  return {
    calls,
    route: byNumber(Object.fromEntries(names.map((name) => [name, () => void calls.push(name)]))),
  };
}

describe("routing by the organisation's number", () => {
  it.each<[string, Partial<Message>, string[]]>([
    [
      "an inbound message by where it came in",
      { to: "+15550100100", from: "+15550100200" },
      ["+15550100100"],
    ],
    [
      "an outbound one by where it was sent from",
      { direction: "outbound", to: "+15550100100", from: "+15550100200" },
      ["+15550100200"],
    ],
    ["a number with blanks and marks", { to: "+1 (555) 010-0100" }, ["+15550100100"]],
    ["a number with 00", { to: "0015550100100" }, ["+15550100100"]],
    ["a short code", { to: "55501" }, ["55501"]],
    ["an address on a channel", { to: "WhatsApp:+15550100100" }, ["whatsapp:+15550100100"]],
    ["any other number", { to: "+15550100300" }, ["otherwise"]],
    ["a sender's name", { direction: "outbound", from: "Volt" }, ["otherwise"]],
    ["a part of a number", { to: "+1555010010" }, ["otherwise"]],
    ["no number", {}, ["otherwise"]],
    ["an empty number", { to: "" }, ["otherwise"]],
    ["a number that is a word of JavaScript's", { to: "constructor" }, ["otherwise"]],
    ["a number that is the word for all others", { to: "otherwise" }, ["otherwise"]],
  ])("leads %s to its handler", (_case, more, expected) => {
    const { calls, route } = table(
      "+15550100100",
      "+15550100200",
      "55501",
      "whatsapp:+15550100100",
      "otherwise",
    );
    void route(message(more));
    expect(calls).toEqual(expected);
  });

  it.each([
    "+1 555 010 0100",
    "+1 (555) 010-0100",
    "+1.555.010.0100",
    "0015550100100",
    "00 1 555 010 01 00",
    "+1\u00a0555\u2011010\u20110100",
  ])("takes a number in the table as people write it: %s", (name) => {
    const { calls, route } = table(name);
    void route(message({ to: "+15550100100" }));
    expect(calls).toEqual([name]);
  });

  it("passes over what has no handler, where there is none for all others", () => {
    const { calls, route } = table("+15550100100");
    expect(route(message({ to: "+15550100300" }))).toBeUndefined();
    expect(calls).toEqual([]);
  });

  it("hands over the message, and gives back what the handler gives", async () => {
    const seen: Message[] = [];
    const failure = new Error("later");
    const hooks: Hooks = {
      onStatus: byNumber({ "+15550100100": (status) => void seen.push(status) }),
      onIncomingMessage: byNumber({
        "+15550100100": () => Promise.reject(failure),
        otherwise: async () => {},
      }),
    };
    const status = message({ direction: "outbound", from: "+15550100100" });
    await hooks.onStatus?.(status);
    expect(seen).toEqual([status]);
    await expect(hooks.onIncomingMessage?.(message({ to: "+15550100100" }))).rejects.toBe(failure);
  });

  it.each([
    ["no plus", ["5550100100"], '"********00" is no number in international form (+15550100100)'],
    ["a word", ["support"], '"support" is no number'],
    ["nothing", [""], '"" is no number'],
    ["too many digits", ["+1555010010012345"], '"+**************45" is no number'],
    ["too few digits", ["+12345"], '"+***45" is no number'],
    ["a leading zero", ["+05550100100"], '"+*********00" is no number'],
    ["a misspelt word for all others", ["Otherwise"], '"Otherwise" is no number'],
    ["a number that is there twice", ["+15550100100", "+1 555 010 0100"], "is there twice"],
  ])("refuses a table at once that has %s, without showing the number", (_case, names, words) => {
    expect(() => table(...names)).toThrow(ConfigurationError);
    expect(() => table(...names)).toThrow(words);
  });

  it("finds every number, however it is written", () => {
    const written = fc.tuple(
      fc.stringMatching(/^[1-9]\d{6,14}$/),
      fc.constantFrom("+", "00"),
      fc.constantFrom("", " ", "-", ".", " ("),
    );
    fc.assert(
      fc.property(written, written, ([digits, plus, mark], [, otherPlus, otherMark]) => {
        const write = (prefix: string, between: string) =>
          prefix + digits.slice(0, 2) + between + digits.slice(2);
        const { calls, route } = table(write(plus, mark));
        void route(message({ to: write(otherPlus, otherMark) }));
        expect(calls).toHaveLength(1);
      }),
    );
  });
});

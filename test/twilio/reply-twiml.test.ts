import fc from "fast-check";
import { reply, type Reply } from "../../src/relay/reply";
import { replyTwiml } from "../../src/twilio/reply-twiml";

describe("a reply for Twilio", () => {
  const twiml = (inside: string) => `<?xml version="1.0" encoding="UTF-8"?><Response>${inside}</Response>`;

  it.each<[string, Reply, string]>([
    ["a text", reply("Welcome"), "<Message><Body>Welcome</Body></Message>"],
    [
      "two texts, one to somebody else",
      reply("Welcome").message({ content: "Bye", to: "+15550001111" }),
      '<Message><Body>Welcome</Body></Message><Message to="+15550001111"><Body>Bye</Body></Message>',
    ],
    [
      "media",
      reply({ content: "Look", media: ["https://a.example/?a=1&b=2", "https://a.example/2"] }),
      "<Message><Body>Look</Body><Media>https://a.example/?a=1&#38;b=2</Media><Media>https://a.example/2</Media></Message>",
    ],
    [
      "media alone",
      reply({ media: ["https://a.example/2"] }),
      "<Message><Media>https://a.example/2</Media></Message>",
    ],
    [
      "a status URL of its own",
      reply({ content: "Hi", statusUrl: "https://app.example.com/status" }),
      '<Message action="https://app.example.com/status"><Body>Hi</Body></Message>',
    ],
    ["neither USSD nor variables", reply({ to: "*104#", messageType: "ussd" }).variable("$foo", 1), ""],
    ["no empty message", reply("").message({}).message({ media: [] }), ""],
    ["nothing", reply(), ""],
    [
      "markup as text",
      reply(`<a href="x">'&amp;'</a>`),
      "<Message><Body>&#60;a href=&#34;x&#34;&#62;&#39;&#38;amp;&#39;&#60;/a&#62;</Body></Message>",
    ],
    [
      "lines and spaces, which a parser must not change",
      reply("a\r\nb\tc"),
      "<Message><Body>a&#13;&#10;b&#9;c</Body></Message>",
    ],
    [
      "what XML 1.0 cannot carry taken out",
      reply("a\u0000b\u0008c\u000bd\u001fe\ud800f\udc00g\ufffeh\uffffi"),
      "<Message><Body>abcdefghi</Body></Message>",
    ],
    [
      "any other sign",
      reply("é😀\u0085\u2028\ue000\ufffd"),
      "<Message><Body>é😀\u0085\u2028\ue000\ufffd</Body></Message>",
    ],
  ])("has %s", (_case, given, inside) => {
    expect(replyTwiml(given)).toBe(twiml(inside));
  });

  it("has the relay's status URL where it has none of its own", () => {
    expect(replyTwiml(reply("Hi"), "https://relay.example.com/twilio/status#rc=5&rp=all")).toBe(
      twiml(
        '<Message action="https://relay.example.com/twilio/status#rc=5&#38;rp=all"><Body>Hi</Body></Message>',
      ),
    );
  });

  it("gives back any text that XML can carry, and never more markup than its own", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", minLength: 1 }),
        fc.string({ unit: "binary" }),
        (content, to) => {
          const xml = replyTwiml(reply({ content: `x${content}`, to }));
          const match =
            /^<\?xml [^>]*><Response><Message to="([^"<>]*)"><Body>([^<>]*)<\/Body><\/Message><\/Response>$/su.exec(
              xml,
            );
          const unescape = (text = "") =>
            text.replace(/&#(\d+);/g, (_whole, number: string) => String.fromCharCode(Number(number)));
          // Each character that has to go is one that no XML parser takes.
          const legal = (text: string) =>
            Array.from(text)
              .filter((char) => /^[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]$/u.test(char))
              .join("");
          expect([unescape(match?.[1]), unescape(match?.[2])]).toEqual([legal(to), legal(`x${content}`)]);
        },
      ),
    );
  });
});

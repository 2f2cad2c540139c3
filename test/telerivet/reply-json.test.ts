import { reply, type Reply } from "../../src/relay/reply";
import { replyJson } from "../../src/telerivet/reply-json";

const own = { statusUrl: "https://relay.example.com/telerivet/webhook", statusSecret: "the-relays-secret" };
const status = { status_url: own.statusUrl, status_secret: own.statusSecret };

describe("a reply for Telerivet", () => {
  it.each<[string, Reply, object]>([
    ["a text", reply("Welcome"), { messages: [{ content: "Welcome", ...status }] }],
    [
      "the seed's messages",
      reply("Reply message text")
        .message({ content: "Another message text", to: "+15550001111", routeId: "PN1" })
        .message({ to: "*104*12312312*456#", messageType: "ussd" })
        .variable("contact.name", "John Smith")
        .variable("$foo", 42)
        .returnValue(false),
      {
        messages: [
          { content: "Reply message text", ...status },
          { content: "Another message text", to_number: "+15550001111", route_id: "PN1", ...status },
          { to_number: "*104*12312312*456#", message_type: "ussd", ...status },
        ],
        variables: { "contact.name": "John Smith", $foo: 42, return_value: false },
      },
    ],
    [
      "a status URL of its own, without the relay's secret",
      reply({ content: "Welcome", statusUrl: "https://app.example.com/status" }),
      { messages: [{ content: "Welcome", status_url: "https://app.example.com/status" }] },
    ],
    [
      "a status URL and a secret of its own",
      reply({ content: "Welcome", statusUrl: "https://app.example.com/status", statusSecret: "own" }),
      {
        messages: [
          { content: "Welcome", status_url: "https://app.example.com/status", status_secret: "own" },
        ],
      },
    ],
    [
      "media, below the text",
      reply({ content: "Look", media: ["https://a.example/1", "https://a.example/2"] }),
      { messages: [{ content: "Look\nhttps://a.example/1\nhttps://a.example/2", ...status }] },
    ],
    [
      "media alone",
      reply({ media: ["https://a.example/1"] }),
      { messages: [{ content: "https://a.example/1", ...status }] },
    ],
    [
      "variables alone",
      reply().variable("state.id", "menu").variable("contact.vars.x", null).variable("$ok", true),
      { variables: { "state.id": "menu", "contact.vars.x": null, $ok: true } },
    ],
    ["nothing", reply(), {}],
    ["no builder", { messages: [{ content: "Hi" }] }, { messages: [{ content: "Hi", ...status }] }],
  ])("has %s", (_case, given, json) => {
    expect(replyJson(given, own)).toEqual(json);
  });
});

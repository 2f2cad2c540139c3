import { InvalidInputError } from "../../src/relay/errors";
import { toVariables } from "../../src/volt/operations";
import { parseSendParameters } from "../../src/volt/send-parameters";

const least = { to: "+15555550145", from: "+15555550123", body: "Hello" };

describe("a request to send by Volt", () => {
  it.each([
    ["the least", least, { ...least, media: [] }],
    [
      "media",
      { ...least, media: ["https://x.example/1.png", "https://x.example/2.vcf"] },
      { ...least, media: ["https://x.example/1.png", "https://x.example/2.vcf"] },
    ],
    [
      "one medium, from a form",
      { ...least, media: "https://x.example/1.png" },
      { ...least, media: ["https://x.example/1.png"] },
    ],
    [
      "media alone",
      { to: least.to, from: least.from, media: ["https://x.example/1.png"] },
      { ...least, body: "", media: ["https://x.example/1.png"] },
    ],
  ])("takes %s", (_case, request, variables) => {
    expect(toVariables(parseSendParameters(request))).toEqual(variables);
  });

  it.each([
    ["nothing", {}, ["body | media", "from", "to"]],
    ["no text and no media", { to: least.to, from: least.from }, ["body | media"]],
    ["no sender", { to: least.to, body: "Hello" }, ["from"]],
    ["empty texts", { to: "", from: "", body: "" }, ["body", "from", "to"]],
    [
      "another provider's names",
      { ...least, mediaUrl: "https://x.example", messagingServiceSid: "MG" },
      ["mediaUrl", "messagingServiceSid"],
    ],
    ["a status callback", { ...least, statusCallback: "https://x.example" }, ["statusCallback"]],
    ["what only a public client knows", { ...least, passthrough: "x" }, ["passthrough"]],
    ["no media in the list", { ...least, media: [] }, ["media"]],
    ["media that are none", { ...least, media: [1] }, ["media.0"]],
    ["a text that is a number", { ...least, body: 1 }, ["body"]],
  ])("names every problem of a request with %s", (_case, request, paths) => {
    let problems: readonly { path: string }[] = [];
    try {
      parseSendParameters(request);
    } catch (error) {
      if (error instanceof InvalidInputError) ({ problems } = error);
    }
    expect(problems.map(({ path }) => path).sort()).toEqual(paths);
  });
});

import { InvalidInputError } from "../../src/relay/errors";
import { parseTelerivetSend, toSendBody } from "../../src/telerivet/send-parameters";

const least = { to: "+15550002222", content: "Hello" };
const own = {
  statusUrl: "https://relay.example.com/telerivet/webhook",
  statusSecret: "a-long-random-secret",
  ref: "r-1",
};
const always = {
  status_url: own.statusUrl,
  status_secret: own.statusSecret,
  vars: { volt_relay_ref: "r-1" },
};
const body = { to_number: "+15550002222", content: "Hello", ...always };

describe("a request to send by Telerivet", () => {
  // Telerivet's names: https://telerivet.com/api/rest/curl#project.sendMessage
  it.each([
    ["the least", least, body],
    [
      "a contact instead of a number",
      { contact_id: "CT1", content: "Hello" },
      { contact_id: "CT1", content: "Hello", ...always },
    ],
    [
      "a USSD request, which has no text",
      { to: "*104#", message_type: "ussd" },
      { to_number: "*104#", message_type: "ussd", ...always },
    ],
    [
      "media",
      { to: "+15550002222", media_urls: ["https://a.example/1"] },
      { to_number: "+15550002222", media_urls: ["https://a.example/1"], ...always },
    ],
    [
      "one medium, as a form has it",
      { ...least, media_urls: "https://a.example/1" },
      { ...body, media_urls: ["https://a.example/1"] },
    ],
    [
      "variables, beside the relay's own",
      { ...least, vars: { order: "7", n: 1, ok: true, gone: null } },
      { ...body, vars: { order: "7", n: 1, ok: true, gone: null, volt_relay_ref: "r-1" } },
    ],
    [
      "variables, as a form has them",
      { ...least, vars: '{"order":"7"}' },
      { ...body, vars: { order: "7", volt_relay_ref: "r-1" } },
    ],
    [
      "flags and numbers",
      { ...least, track_clicks: true, replace_variables: false, simulated: true, priority: 2 },
      { ...body, track_clicks: true, replace_variables: false, simulated: true, priority: 2 },
    ],
    [
      "flags and numbers, as a form has them",
      { ...least, track_clicks: "true", simulated: "false", priority: "1" },
      { ...body, track_clicks: true, simulated: false, priority: 1 },
    ],
    [
      "the rest",
      {
        ...least,
        route_id: "PN1",
        message_type: "call",
        short_link_params: { domain: "x.example", expiration_sec: null },
        route_params: { a: { b: 1 } },
        label_ids: ["LB1", "LB2"],
        service_id: "SV1",
        audio_url: "https://a.example/a.mp3",
        tts_lang: "en-US",
        tts_voice: "male",
      },
      {
        ...body,
        route_id: "PN1",
        message_type: "call",
        short_link_params: { domain: "x.example", expiration_sec: null },
        route_params: { a: { b: 1 } },
        label_ids: ["LB1", "LB2"],
        service_id: "SV1",
        audio_url: "https://a.example/a.mp3",
        tts_lang: "en-US",
        tts_voice: "male",
      },
    ],
  ])("with %s", (_case, request, expected) => {
    expect(toSendBody(parseTelerivetSend(request), own)).toEqual(expected);
  });

  it("needs no reference", () => {
    const { statusUrl, statusSecret } = own;
    expect(toSendBody(parseTelerivetSend(least), { statusUrl, statusSecret })).not.toHaveProperty("vars");
  });

  const manyVariables = (n: number) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`v${i}`, i]));

  it("keeps 99 variables, of names like any", () => {
    expect(() => parseTelerivetSend({ ...least, vars: manyVariables(99) })).not.toThrow();
    const vars = JSON.parse('{"__proto__":"x","constructor":"y","7":"z"}') as object;
    const sent = JSON.stringify(toSendBody(parseTelerivetSend({ ...least, vars }), own).vars);
    expect(sent).toBe('{"7":"z","__proto__":"x","constructor":"y","volt_relay_ref":"r-1"}');
  });

  it.each([
    [
      "nothing",
      {},
      { "to | contact_id": /needed/, "content | media_urls | audio_url | service_id": /needed/ },
    ],
    ["an unknown name", { ...least, boddy: "x" }, { boddy: /Unknown/ }],
    [
      "a status URL of its own",
      { ...least, status_url: "https://x.example" },
      { status_url: /relay itself/ },
    ],
    ["a status secret of its own", { ...least, status_secret: "x" }, { status_secret: /relay itself/ }],
    ["Twilio's name for that", { ...least, statusCallback: "x" }, { statusCallback: /relay itself/ }],
    [
      "Telerivet's name for to",
      { to_number: "+15550002222", content: "x" },
      { to_number: /is to/, "to | contact_id": /needed/ },
    ],
    ["an old name of the route", { ...least, phone_id: "PN1" }, { phone_id: /route_id/ }],
    ["an old name of a flag", { ...least, is_template: true }, { is_template: /replace_variables/ }],
    ["an empty recipient", { ...least, to: "" }, { to: /./ }],
    ["a number for a recipient", { ...least, to: 15550002222 }, { to: /string/ }],
    ["null for a text", { ...least, content: null }, { content: /string/ }],
    ["a flag that is none", { ...least, simulated: "yes" }, { simulated: /boolean/ }],
    ["a priority out of range", { ...least, priority: 3 }, { priority: /2/ }],
    ["variables that are a list", { ...least, vars: [1] }, { vars: /object/ }],
    ["variables that are not JSON", { ...least, vars: "a=b" }, { vars: /object/ }],
    ["a variable's name with a dot", { ...least, vars: { "a.b": 1 } }, { vars: /characters/ }],
    ["a variable's name that is too long", { ...least, vars: { ["a".repeat(33)]: 1 } }, { vars: /32/ }],
    ["a variable that is an object", { ...least, vars: { a: {} } }, { vars: /texts/ }],
    ["a variable that is too long", { ...least, vars: { a: "é".repeat(2_049) } }, { vars: /4096/ }],
    ["a hundred variables", { ...least, vars: manyVariables(100) }, { vars: /99/ }],
    ["the relay's own variable", { ...least, vars: { volt_relay_ref: "x" } }, { vars: /own/ }],
    ["no labels in the list", { ...least, label_ids: [] }, { label_ids: /./ }],
    [
      "hostile names",
      { ...least, ...(JSON.parse('{"__proto__":1,"constructor":2,"toString":3}') as object) },
      { ["__proto__"]: /Unknown/, constructor: /Unknown/, toString: /Unknown/ },
    ],
  ])("with %s is refused, every problem named at once", (_case, request, expected) => {
    let problems: { path: string; message: string }[] = [];
    try {
      parseTelerivetSend(request);
    } catch (error) {
      expect(error).toBeInstanceOf(InvalidInputError);
      problems = [...(error as InvalidInputError).problems];
    }
    const patterns = Object.entries(expected);
    expect(problems.map(({ path }) => path).sort()).toEqual(patterns.map(([path]) => path).sort());
    for (const [path, pattern] of patterns) {
      expect(problems.find((problem) => problem.path === path)?.message).toMatch(pattern);
    }
  });
});

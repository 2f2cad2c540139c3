import { InvalidInputError } from "../../src/relay/errors";
import { parseSendParameters, toForm } from "../../src/twilio/send-parameters";

const least = { to: "+15550002222", from: "+15550001111", body: "Hello" };
const CALLBACK = "https://relay.example.com/twilio/status#rc=5&rp=all";

describe("a request to send", () => {
  // Twilio's names: https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource
  it.each([
    ["the least", least, "To=%2B15550002222&From=%2B15550001111&Body=Hello"],
    [
      "a Messaging Service and media",
      {
        to: "+15550002222",
        messagingServiceSid: "MG0",
        mediaUrl: ["https://a.example/1", "https://a.example/2"],
      },
      "To=%2B15550002222&MessagingServiceSid=MG0&MediaUrl=https%3A%2F%2Fa.example%2F1&MediaUrl=https%3A%2F%2Fa.example%2F2",
    ],
    [
      "one medium, as a form has it",
      { ...least, mediaUrl: "https://a.example/1" },
      "To=%2B15550002222&From=%2B15550001111&Body=Hello&MediaUrl=https%3A%2F%2Fa.example%2F1",
    ],
    [
      "a template",
      {
        to: "whatsapp:+15550002222",
        from: "whatsapp:+15550001111",
        contentSid: "HX0",
        contentVariables: '{"1":"a"}',
      },
      "To=whatsapp%3A%2B15550002222&From=whatsapp%3A%2B15550001111&ContentSid=HX0&ContentVariables=%7B%221%22%3A%22a%22%7D",
    ],
    [
      "a schedule, its time in UTC to the second",
      { ...least, scheduleType: "fixed", sendAt: "2026-01-01T14:00:00.250+02:00" },
      "To=%2B15550002222&From=%2B15550001111&Body=Hello&ScheduleType=fixed&SendAt=2026-01-01T12%3A00%3A00Z",
    ],
    [
      "flags and numbers",
      {
        ...least,
        shortenUrls: true,
        sendAsMms: false,
        smartEncoded: true,
        provideFeedback: true,
        forceDelivery: false,
        validityPeriod: 60,
        attempt: 2,
      },
      "To=%2B15550002222&From=%2B15550001111&Body=Hello&ValidityPeriod=60&ShortenUrls=true&SendAsMms=false&SmartEncoded=true&ProvideFeedback=true&ForceDelivery=false&Attempt=2",
    ],
    [
      "flags and numbers, as a form has them",
      { ...least, shortenUrls: "true", sendAsMms: "false", validityPeriod: "60" },
      "To=%2B15550002222&From=%2B15550001111&Body=Hello&ValidityPeriod=60&ShortenUrls=true&SendAsMms=false",
    ],
    [
      "the rest",
      {
        ...least,
        fallbackFrom: "+15550003333",
        persistentAction: ["geo:1,2"],
        contentRetention: "discard",
        addressRetention: "obfuscate",
        trafficType: "free",
        riskCheck: "disable",
        messageIntent: "otp",
        tags: '{"campaign":"spring"}',
      },
      "To=%2B15550002222&From=%2B15550001111&FallbackFrom=%2B15550003333&Body=Hello&PersistentAction=geo%3A1%2C2&ContentRetention=discard&AddressRetention=obfuscate&TrafficType=free&RiskCheck=disable&MessageIntent=otp&Tags=%7B%22campaign%22%3A%22spring%22%7D",
    ],
  ])("with %s", (_case, request, form) => {
    const expected = `${form}&StatusCallback=${encodeURIComponent(CALLBACK)}`;
    expect(toForm(parseSendParameters(request), CALLBACK).toString()).toBe(expected);
  });

  it.each([
    [
      "nothing",
      {},
      { to: /string/, "from | messagingServiceSid": /needed/, "body | mediaUrl | contentSid": /needed/ },
    ],
    ["an unknown name", { ...least, boddy: "x" }, { boddy: /Unknown/ }],
    ["several unknown names", { ...least, a: 1, b: 2 }, { a: /Unknown/, b: /Unknown/ }],
    [
      "Twilio's wire names",
      { To: "+1", From: "+2", Body: "x" },
      {
        to: /string/,
        To: /Unknown/,
        From: /Unknown/,
        Body: /Unknown/,
        "from | messagingServiceSid": /needed/,
        "body | mediaUrl | contentSid": /needed/,
      },
    ],
    [
      "a status callback of its own",
      { ...least, statusCallback: "https://x.example" },
      { statusCallback: /relay itself/ },
    ],
    ["an application", { ...least, applicationSid: "AP0" }, { applicationSid: /callback/ }],
    ["a highest price", { ...least, maxPrice: 1 }, { maxPrice: /no effect/ }],
    ["an empty recipient", { ...least, to: "" }, { to: /./ }],
    ["a number for a recipient", { ...least, to: 15550002222 }, { to: /string/ }],
    ["null for a body", { ...least, body: null }, { body: /string/ }],
    ["a flag that is none", { ...least, shortenUrls: "yes" }, { shortenUrls: /boolean/ }],
    ["a number out of range", { ...least, validityPeriod: 36_001 }, { validityPeriod: /36000/ }],
    ["a fraction", { ...least, attempt: 1.5 }, { attempt: /int/ }],
    ["no media in the list", { ...least, mediaUrl: [] }, { mediaUrl: /./ }],
    ["eleven media", { ...least, mediaUrl: Array(11).fill("https://a.example") }, { mediaUrl: /10/ }],
    [
      "a medium that is no text",
      { ...least, mediaUrl: ["https://a.example", 1] },
      { "mediaUrl.1": /string/ },
    ],
    [
      "variables that are an object",
      { ...least, contentVariables: { 1: "a" } },
      { contentVariables: /string/ },
    ],
    ["variables that are not JSON", { ...least, contentVariables: "1=a" }, { contentVariables: /JSON/ }],
    ["tags that are a list", { ...least, tags: "[]" }, { tags: /JSON object/ }],
    ["a time without a zone", { ...least, sendAt: "2026-01-01T12:00:00" }, { sendAt: /ISO/ }],
    [
      "hostile names",
      { ...least, ...(JSON.parse('{"__proto__":1,"constructor":2,"toString":3}') as object) },
      { ["__proto__"]: /Unknown/, constructor: /Unknown/, toString: /Unknown/ },
    ],
  ])("with %s is refused, every problem named at once", (_case, request, expected) => {
    let problems: { path: string; message: string }[] = [];
    try {
      parseSendParameters(request);
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

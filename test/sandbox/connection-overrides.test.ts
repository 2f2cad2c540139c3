import { parseWebhookUrl } from "../../src/sandbox/twilio/connection-overrides";

test("without a fragment a webhook is tried again once, and only if there was no connection", () => {
  expect(parseWebhookUrl("https://relay.example/twilio/status?a=1")).toEqual({
    url: "https://relay.example/twilio/status?a=1",
    overrides: {
      connectTimeoutMs: 5_000,
      readTimeoutMs: 15_000,
      totalTimeoutMs: 15_000,
      retries: 1,
      retryOn: new Set(["ct"]),
    },
  });
});

test.each([
  { fragment: "rc=5&rp=all", expected: { retries: 5, retryOn: new Set(["4xx", "5xx", "ct", "rt"]) } },
  { fragment: "rc=0", expected: { retries: 0, retryOn: new Set(["ct"]) } },
  { fragment: "rp=5xx,rt", expected: { retries: 1, retryOn: new Set(["5xx", "rt"]) } },
  { fragment: "rp=4xx&sni=n&e=ashburn,dublin", expected: { retryOn: new Set(["4xx"]) } },
  {
    fragment: "ct=100&rt=200&tt=300",
    expected: { connectTimeoutMs: 100, readTimeoutMs: 200, totalTimeoutMs: 300 },
  },
])("#$fragment is honoured and is no part of the URL", ({ fragment, expected }) => {
  const { url, overrides } = parseWebhookUrl(`https://relay.example/x#${fragment}`);
  expect(url).toBe("https://relay.example/x");
  expect(overrides).toMatchObject(expected);
});

test.each(["rc=6", "rc=-1", "ct=99", "rt=15001", "tt=x", "rp=2xx", "retry=1"])(
  "#%s is a mistake",
  (fragment) => {
    expect(() => parseWebhookUrl(`https://relay.example/x#${fragment}`)).toThrow(RangeError);
  },
);

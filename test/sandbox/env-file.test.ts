import { envFile } from "../../src/sandbox/relay-process/env-file";

const ofTwilioRun = { paths: [require.resolve("twilio-run/package.json")] };
const dotenv = jest.requireActual<{ parse: (text: string) => unknown }>(
  require.resolve("dotenv", ofTwilioRun),
);

test.each([
  { case: "plain text", value: "abc" },
  { case: "nothing", value: "" },
  { case: "JSON", value: '{"api.twilio.com":40101}' },
  { case: "quotes at both ends", value: `'"it's"'` },
  { case: "what a shell would read", value: "a=b #c $HOME \\ `x`" },
  { case: "several lines", value: '-----BEGIN "KEY"-----\nabc\n-----END KEY-----' },
  { case: "a backslash before an n", value: "C:\\new" },
])("$case comes back from dotenv as it was", ({ value }) => {
  expect(dotenv.parse(envFile({ BEFORE: "1", VALUE: value, AFTER: "2" }))).toEqual({
    BEFORE: "1",
    VALUE: value,
    AFTER: "2",
  });
});

test.each([
  { case: "a space at an end", value: "abc " },
  { case: "a carriage return", value: "a\r\nb" },
  { case: "a line break beside a written one", value: "a\nb\\nc" },
])("$case is refused, by name and without the value", ({ value }) => {
  expect(() => envFile({ SECRET: value })).toThrow(
    new RangeError("The value of SECRET would not survive a .env file"),
  );
});

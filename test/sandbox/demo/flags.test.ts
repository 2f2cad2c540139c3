import { parseFlags } from "../../../src/sandbox/demo/flags";
import { HELP } from "../../../src/sandbox/demo/help";

const none = { once: false, outage: false, json: false, plain: false, help: false, port: undefined };

test.each([
  { args: [], flags: none },
  { args: ["--once", "--plain"], flags: { ...none, once: true, plain: true } },
  { args: ["--once", "--outage"], flags: { ...none, once: true, outage: true } },
  { args: ["--once", "--json"], flags: { ...none, once: true, json: true } },
  { args: ["-p", "8080"], flags: { ...none, port: 8080 } },
  { args: ["--port=65535"], flags: { ...none, port: 65_535 } },
  { args: ["-h"], flags: { ...none, help: true } },
])("$args", ({ args, flags }) => {
  expect(parseFlags(args)).toEqual(flags);
});

test.each([
  { args: ["--json"], message: "--json needs --once" },
  { args: ["--outage"], message: "--outage needs --once" },
  { args: ["--port", "0"], message: '--port wants a number from 1 to 65535, not "0".' },
  { args: ["--port", "65536"], message: "--port wants a number" },
  { args: ["--port", "1e3"], message: "--port wants a number" },
  { args: ["--twice"], message: "--twice" },
  { args: ["once"], message: "once" },
])("$args is refused", ({ args, message }) => {
  expect(() => parseFlags(args)).toThrow(message);
});

test("the help names every flag, in 80 columns", () => {
  for (const flag of ["--once", "--outage", "--json", "--plain", "--port", "--help"])
    expect(HELP).toContain(flag);
  expect(HELP.split("\n").filter((line) => line.length > 80)).toEqual([]);
});

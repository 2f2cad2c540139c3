import { HELP, readOptions } from "../../bench/options.mjs";

describe("the bench's flags", () => {
  it("are all off when none is given", () => {
    expect(readOptions([])).toMatchObject({ quick: false, json: false, strict: false, help: false });
  });

  it("are all explained by the help", () => {
    const flags = Object.entries(readOptions([])).filter(([, value]) => typeof value === "boolean");
    expect(flags).toHaveLength(4);
    for (const [flag] of flags) expect(HELP).toContain(`  --${flag} `);
  });

  it("make fewer rounds when it has to be quick", () => {
    const quick = readOptions(["--quick"]).effort;
    const whole = readOptions([]).effort;
    expect(quick.coldRounds).toBeLessThan(whole.coldRounds);
    expect(quick.batchRounds).toBeLessThan(whole.batchRounds);
    expect(whole.warmRounds * whole.callsPerRound).toBe(2_000);
  });

  it.each([["--fast"], ["status"]])("name what is not known: %s", (argument) => {
    expect(() => readOptions([argument])).toThrow(argument);
  });
});

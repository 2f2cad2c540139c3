import { createLog } from "../../src/runtime/log";

function world() {
  let time = Date.UTC(2026, 0, 1);
  const lines: [alarming: boolean, line: Record<string, unknown>][] = [];
  const log = createLog(
    (line, alarming) => lines.push([alarming, JSON.parse(line) as Record<string, unknown>]),
    () => time,
  );
  return { log, lines, advance: (ms: number) => (time += ms) };
}

describe("the log", () => {
  it("is one JSON line for each event, with its time and level", () => {
    const { log, lines } = world();
    log.info("update", { id: "SM1", attempts: 2, reason: undefined });
    expect(lines).toEqual([
      [false, { time: "2026-01-01T00:00:00.000Z", level: "info", event: "update", id: "SM1", attempts: 2 }],
    ]);
  });

  it("masks every number", () => {
    const { log, lines } = world();
    log.info("note", { text: 'to "+15550001234"\n+15550005678' });
    expect(lines[0]?.[1].text).toBe('to "+*********34"\n+*********78');
  });

  it("says 1,000 alarms of a minute once, and then how many they were", () => {
    const { log, lines, advance } = world();
    for (let n = 0; n < 1_000; n++) log.alarm("down", { n });
    expect(lines).toHaveLength(1);
    advance(60_000);
    log.alarm("down", { n: 1_000 });
    expect(
      lines.map(([alarming, { level, event, n, repeated }]) => [alarming, level, event, n, repeated]),
    ).toEqual([
      [true, "error", "down", 0, undefined],
      [true, "error", "down", 1_000, 999],
    ]);
  });

  it("tells one kind of alarm from another", () => {
    const { log, lines } = world();
    log.alarm("a");
    log.alarm("b");
    expect(lines).toHaveLength(2);
  });
});

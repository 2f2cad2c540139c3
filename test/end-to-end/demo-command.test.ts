import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import path from "node:path";
import { trials } from "../../src/sandbox/demo/try-it";
import { isListening } from "../../src/sandbox/relay-process/free-port";
import { root } from "./sandbox";

jest.setTimeout(30_000);

const demo = path.join(root, "dist/sandbox/demo.js");

beforeAll(() => {
  if (!existsSync(demo)) throw new Error('dist/sandbox/demo.js is missing. Run "npm run build" first.');
});

const run = (...args: string[]) => spawnSync(process.execPath, [demo, ...args], { encoding: "utf8" });

test("--once plays the scenario to its end, tells each step in a line, and sums up", () => {
  const { status, stdout, stderr } = run("--once", "--plain");
  expect([stderr, status]).toEqual(["", 0]);
  expect(stdout).toContain("calls back: SM…cd32 delivered (early, before sent)");
  expect(stdout).toContain("holds back SM…cd32 sent: Insights is further");
  expect(stdout).toMatch(/^ SM…1b81 WhatsApp, read first of all {3}read {15}read {15}✔$/m);
  expect(stdout).toMatch(/^ SM…03fd not delivered, told too early not_delivered {6}undelivered {8}✔$/m);
  expect(stdout).toContain("calls back: SM…26c8 delivered (somebody has clicked)");
  expect(stdout).toContain("holds back SM…26c8 delivered: Insights has that");
  expect(stdout).toContain("had these answers to a webhook: no answer, 200");
  expect(stdout).toContain("answers: <Message>Welcome! Send STOP to leave.</Message>");
  expect(stdout).toContain(" Insights has the truth of all 28 messages, and nothing else.");
  expect(stdout).toContain(" Volt knows its own messages: of the 3 there, none was posted.");
  expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
});

test("--once --json is one JSON object for machines", () => {
  const { status, stdout } = run("--once", "--json");
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ ok: true, problems: [] });
});

test("--help teaches, and starts nothing", () => {
  const { status, stdout } = run("--help");
  expect(status).toBe(0);
  expect(stdout).toContain("npm run demo -- --once");
});

test("a flag that does not exist is refused", () => {
  const { status, stderr } = run("--onec");
  expect(status).toBe(2);
  expect(stderr).toContain("--onec");
});

test("a port that is taken is refused with the way out", async () => {
  const { port, stop } = await startLive();
  const { status, stderr } = run("--port", String(port));
  expect([status, stderr]).toEqual([1, `Port ${port} is taken. Ask for another, or leave --port out.\n`]);
  await stop();
});

/** The demo as it runs until Ctrl-C. */
async function startLive() {
  const child = spawn(process.execPath, [demo]);
  const ended = once(child, "close") as Promise<[code: number | null]>;
  let output = "";
  const told = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve) => {
      const look = () => {
        const match = pattern.exec(output);
        if (match) resolve(match);
      };
      child.stdout.on("data", look);
      look();
    });
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  const [, url = ""] = await told(/(http:\/\/localhost:\d+)/);
  return {
    url,
    port: Number(new URL(url).port),
    told,
    stop: async () => {
      child.kill("SIGINT");
      const [code] = await ended;
      return code;
    },
  };
}

// The lines are made for curl; where it is not installed nobody can paste them.
const hasCurl = spawnSync("curl", ["--version"]).status === 0;

(hasCurl ? test : test.skip)(
  "every line to paste works, and shows in the demo; Ctrl-C ends all of it",
  async () => {
    const live = await startLive();
    // Nobody is called back before that.
    await live.told(/operator {2}→ Volt {7}registers relay\.example/);
    const [send, undeliverable, telerivet, volt, mistake, health, outbox, drain, unsigned] = trials(
      live.url,
    ).map(({ command }) => {
      const { stdout } = spawnSync("sh", ["-c", `${command.join("\n")} -s`], { encoding: "utf8" });
      return JSON.parse(stdout) as unknown;
    });
    expect(send).toMatchObject({ message: { status: "queued" }, insights: { outcome: "delivered" } });
    expect(undeliverable).toMatchObject({ message: { to: "+15550100003" } });
    expect(telerivet).toMatchObject({ message: { status: "queued" }, insights: { outcome: "delivered" } });
    expect(volt).toMatchObject({ message: { status: "queued" }, insights: { outcome: "left_out" } });
    expect(mistake).toMatchObject({ error: { problems: [{ path: "text" }, {}, {}] } });
    expect(health).toMatchObject({ status: "ok", upstreams: { insights: { ok: true } } });
    expect(outbox).toMatchObject({ pending: { count: 0 }, dead: { count: 0 } });
    expect(drain).toEqual({ delivered: 0, deferred: 0, dead: 0, remaining: 0, complete: true });
    expect(unsigned).toMatchObject({ error: { code: "invalid_signature" } });

    await live.told(/answers POST \/send with 201/);
    await live.told(/answers POST \/send with 400: invalid_request/);
    await live.told(/answers GET \/health with 200/);
    await live.told(/Telerivet → relay {6}calls back: SM…\w{4} failed_queued/);
    await live.told(/Volt {6}→ relay {6}calls back, signed: /);
    await live.told(/stranger {3}answers POST \/twilio\/status with 403/);
    expect(await live.stop()).toBe(0);
    expect(await isListening(live.port)).toBe(false);
  },
);

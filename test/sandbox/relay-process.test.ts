import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort, isListening } from "../../src/sandbox/relay-process/free-port";
import { startRelay } from "../../src/sandbox/relay-process/relay-process";
import type { StandIn } from "../../src/sandbox/stand-in/stand-in";
import { startStandIn } from "../../src/sandbox/stand-in/stand-in";
import { closeAfterEach } from "./close-after-each";
import { startRelayDouble } from "./relay-double";
import { bundle, makeTinyProject } from "./tiny-project";

// twilio-run takes its time on a busy machine.
jest.setTimeout(20_000);

const opened = closeAfterEach();

interface Echo {
  count: number;
  pid: number;
  context: Record<string, string>;
  parameters: unknown;
  env: Record<string, string>;
}

type Relay = Awaited<ReturnType<typeof startRelay>>;

const call = async (relay: Relay, path: string): Promise<unknown> =>
  (await fetch(`${relay.url}${path}`)).json();
const echo = async (relay: Relay) => (await call(relay, "/echo?a=1")) as Echo;

const nextLine = (relay: Relay, wanted: string) =>
  new Promise<void>((resolve) => {
    relay.onLine((line) => {
      if (line.includes(wanted)) resolve();
    });
  });

describe.each([{ fork: false }, { fork: true }])("a relay with fork $fork", ({ fork }) => {
  const project = makeTinyProject();
  let standIn: StandIn;
  let relay: Relay;

  beforeAll(async () => {
    standIn = await startStandIn({
      notFound: ({ path, headers }) => ({ status: 404, body: `${String(headers.host)}${path}` }),
      routes: [],
    });
    relay = await startRelay({
      root: project.root,
      fork,
      env: { VOLT_API_TOKEN: `it's "secret" #1` },
      redirect: { "api.twilio.com": standIn.port },
    });
  });

  afterAll(async () => {
    await relay.stop();
    await standIn.close();
    await project.close();
  });

  test("gives the functions their settings and nothing of its own surroundings", async () => {
    const heard = nextLine(relay, "echo says hello");
    const { parameters, context, env } = await echo(relay);
    await heard;
    expect(parameters).toEqual({ a: "1" });
    expect(context).toMatchObject({
      VOLT_API_TOKEN: `it's "secret" #1`,
      RELAY_BASE_URL: relay.url,
      DOMAIN_NAME: `localhost:${relay.port}`,
      PATH: "/echo",
    });
    expect(env).toEqual({
      VOLT_API_TOKEN: `it's "secret" #1`,
      RELAY_BASE_URL: relay.url,
      SANDBOX_REDIRECT: `{"api.twilio.com":${standIn.port}}`,
      NODE_ENV: "production",
    });
    expect(relay.output.join()).toContain("echo says hello");
  });

  test(fork ? "serves each request in a fresh process" : "serves all requests in one process", async () => {
    const [first, second] = await Promise.all([echo(relay), echo(relay)]);
    const processes = new Set([first.pid, second.pid, relay.pid]);
    expect(processes.size).toBe(fork ? 3 : 1);
    expect(second.count === first.count).toBe(fork);
  });

  test("finds stand-ins where the real hosts would be, and nothing else beyond this machine", async () => {
    const [known, unknown] = await Promise.all([
      call(relay, "/fetch?url=https://api.twilio.com/there"),
      call(relay, "/fetch?url=https://elsewhere.example/"),
    ]);
    expect(known).toEqual({ body: "api.twilio.com/there" });
    expect(unknown).toEqual({
      error: "The sandbox has no stand-in for elsewhere.example, and nothing leaves this machine.",
    });
  });

  test("stops with all its processes, even with a request under way", async () => {
    const hanging = nextLine(relay, "hanging");
    const request = expect(fetch(`${relay.url}/hang`)).rejects.toThrow("fetch failed");
    await hanging;
    await relay.stop();
    await request;
    expect(await isListening(relay.port)).toBe(false);
  });
});

test("a base URL that is given is kept", async () => {
  const { root } = opened(makeTinyProject());
  const relay = await startRelay({ root, env: { RELAY_BASE_URL: "https://relay.example" }, redirect: {} });
  opened({ close: relay.stop });
  expect((await echo(relay)).context.RELAY_BASE_URL).toBe("https://relay.example");
});

test("a start that fails says why", async () => {
  const { root } = opened(makeTinyProject("^2.0.3"));
  await expect(startRelay({ root, env: {}, redirect: {} })).rejects.toThrow(
    /^The relay ended at its start[^]*Invalid @twilio\/runtime-handler version/,
  );
});

test("a start that takes too long is given up", async () => {
  const { root } = opened(makeTinyProject());
  await expect(startRelay({ root, env: {}, redirect: {}, startTimeoutMs: 1 })).rejects.toThrow(
    "The relay did not answer within 1 ms",
  );
});

test("a port that is taken is refused", async () => {
  const { port } = opened(await startRelayDouble());
  await expect(startRelay({ root: ".", env: {}, redirect: {}, port })).rejects.toThrow("EADDRINUSE");
});

test("it ends with the process that started it, even if that was killed, and leaves no secret behind", async () => {
  const { root } = opened(makeTinyProject());
  const temporary = path.join(root, "temporary");
  mkdirSync(temporary);
  const module = bundle("relay-process/relay-process", root);
  const port = await freePort();
  const code = `require(process.argv[1]).startRelay(JSON.parse(process.argv[2])).then(({ output }) => console.log("up"))`;
  const settings = JSON.stringify({ root, env: {}, redirect: {}, port });
  const parent = spawn(process.execPath, ["-e", code, module, settings], { env: { TMPDIR: temporary } });
  await once(parent.stdout, "data");
  expect(await isListening(port)).toBe(true);
  expect(readdirSync(temporary)).toHaveLength(1);
  parent.kill("SIGKILL");
  while (await isListening(port)) await sleep(5);
  expect(readdirSync(temporary)).toEqual([]);
});

import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { envFile } from "./env-file";
import { freePort, isListening } from "./free-port";
import type { Lines } from "./lines";
import { collectLines } from "./lines";

export interface RelayOptions {
  /** The project's folder, with dist/ built and node_modules/ installed. */
  root: string;
  /** Any free port by default. */
  port?: number;
  /** In the project's folder; what .twilioserverlessrc says by default. */
  functionsFolder?: string;
  /** The service's environment variables; RELAY_BASE_URL is set unless given. Nothing else reaches the functions. */
  env: Record<string, string>;
  /** Real host to the port of its stand-in: `{"api.twilio.com": 40101}`. */
  redirect: Record<string, number>;
  /** A fresh process for each request, like a cold instance. By default one process serves all, like a warm one. */
  fork?: boolean;
  startTimeoutMs?: number;
}

export interface RelayProcess {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Lines of stdout and stderr, as they came. */
  readonly output: readonly string[];
  onLine: Lines["onLine"];
  /** Resolves when the process has ended, by whatever cause. */
  readonly exited: Promise<void>;
  stop: () => Promise<void>;
}

/**
 * The end of the process that started it, however violent, closes its stdin, and so ends it and removes what was
 * written for it. twilio-run's own children inherit that stdin, and by execArgv this file.
 */
const endWithParent = `
process.stdin.on("end", () => {
  require("node:fs").rmSync(__dirname, { recursive: true, force: true });
  process.exit();
}).resume().unref();
`;

/** Serves the built functions by twilio-run, as `npm start` does, with the real hosts redirected to stand-ins. */
export async function startRelay(options: RelayOptions): Promise<RelayProcess> {
  const { root, env, redirect, functionsFolder, fork = false, startTimeoutMs = 15_000 } = options;
  const port = await freePort(options.port);
  const url = `http://localhost:${port}`;
  const folder = await mkdtemp(path.join(tmpdir(), "volt-relay-"));
  const inFolder = (name: string) => path.join(folder, name);
  const endWithParentFile = inFolder("end-with-parent.cjs");
  const loadedFirst = { SANDBOX_REDIRECT: JSON.stringify(redirect), NODE_ENV: env.NODE_ENV ?? "production" };

  try {
    await writeFile(endWithParentFile, endWithParent);
    // twilio-run replaces its own environment by this file, and its children inherit that.
    await writeFile(inFolder(".env"), envFile({ RELAY_BASE_URL: url, ...env, ...loadedFirst }), {
      mode: 0o600,
    });
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }

  const child = spawn(
    process.execPath,
    [
      ...["--require", endWithParentFile],
      ...["--require", path.join(root, "dist/sandbox/redirect.js")],
      ...[path.join(root, "node_modules/twilio-run/bin/twilio-run.js"), "start"],
      ...["--cwd", root, "--env", inFolder(".env"), "--port", String(port)],
      ...(functionsFolder === undefined ? [] : ["--functions-folder", functionsFolder]),
      ...(fork ? [] : ["--no-fork-process", "--no-live"]),
    ],
    { cwd: root, env: loadedFirst, stdio: "pipe" },
  );
  const lines = collectLines(child.stdout, child.stderr);
  const exited = new Promise<void>((resolve) => child.once("close", resolve)).then(() =>
    rm(folder, { recursive: true, force: true }),
  );
  const stop = async () => {
    child.kill("SIGKILL"); // It has nothing to tidy up, and a request under way is not to delay the end.
    await exited;
  };

  // Somebody else may have taken the port a moment ago: then it is he who listens, and twilio-run asks for another one.
  const isServed = async () => lines.all.some((line) => line.includes(url)) && (await isListening(port));
  const giveUpAt = performance.now() + startTimeoutMs;
  while (!(await isServed())) {
    const hasExited = child.exitCode !== null || child.signalCode !== null;
    if (hasExited || performance.now() > giveUpAt) {
      await stop();
      const reason = hasExited ? "ended at its start" : `did not answer within ${startTimeoutMs} ms`;
      throw new Error(`The relay ${reason}. Its output:\n${lines.all.join("\n")}`);
    }
    await sleep(20);
  }
  return { url, port, pid: child.pid ?? 0, output: lines.all, onLine: lines.onLine, exited, stop };
}

import { setTimeout as sleep } from "node:timers/promises";
import { parseFlags, type Flags } from "./flags";
import { HELP } from "./help";
import { interruption } from "./interruption";
import { preferredPort } from "./preferred-port";
import { seededRandom } from "./seeded-random";
import { show } from "./show";
import { startSandbox, type Sandbox } from "./start-sandbox";

/** Chance of which the first message shows a callback that overtakes another, and one that comes twice. */
const SEED = 99;

/** The providers' usual pause between two statuses: one for eyes, one for impatience. */
const LIVE_PACE_MS = 700;
const ONCE_PACE_MS = 100;

const USUAL_PORT = 3_000;

/** As shells count it: 128 and the number of SIGINT. */
const INTERRUPTED = 130;

/** Runs the demo as the flags have it, on this process's output and signals. Gives the exit code. */
export async function runDemo(args: readonly string[], root: string): Promise<number> {
  const { stdout, stderr } = process;
  const complain = (error: unknown, code: number, hint = "") => {
    stderr.write(`${error instanceof Error ? error.message : String(error)}\n${hint}`);
    return code;
  };

  let flags: Flags;
  try {
    flags = parseFlags(args);
  } catch (error) {
    return complain(error, 2, "npm run demo -- --help tells all flags.\n");
  }
  if (flags.help) {
    stdout.write(HELP);
    return 0;
  }

  const interrupted = interruption(stdout).then(() => (flags.once ? INTERRUPTED : 0));
  try {
    const starting = start(flags, root);
    const sandbox = await Promise.race([starting, interrupted]);
    if (typeof sandbox === "number") {
      await starting.then(
        ({ stop }) => stop(),
        () => undefined, // Ctrl-C may well end the half started relay too.
      );
      return sandbox;
    }
    try {
      return await show(sandbox, flags, Promise.race([interrupted, relayEnded(sandbox)]));
    } finally {
      await sandbox.stop();
      if (!flags.once) stdout.write("\n  Stopped. Nothing is left running.\n");
    }
  } catch (error) {
    return complain(error, 1);
  }
}

async function start({ once, port: wanted }: Flags, root: string): Promise<Sandbox> {
  const port = await preferredPort(wanted ?? USUAL_PORT);
  if (wanted !== undefined && port !== wanted) {
    throw new Error(`Port ${wanted} is taken. Ask for another, or leave --port out.`);
  }
  const behaviour = () => ({
    random: seededRandom(SEED),
    delayMs: once ? ONCE_PACE_MS : LIVE_PACE_MS,
    autopilot: true,
  });
  return startSandbox({
    root,
    port,
    exampleHooks: true,
    twilio: behaviour(),
    telerivet: behaviour(),
    volt: behaviour(),
  });
}

/** Never resolves. @throws Error once the relay's process is gone without having been asked */
async function relayEnded({ relay }: Sandbox): Promise<never> {
  await relay.exited;
  // Ctrl-C reaches both processes: this one has to hear of it first.
  await sleep(500);
  throw new Error(`The relay has ended by itself. Its last words:\n${relay.output.slice(-10).join("\n")}`);
}

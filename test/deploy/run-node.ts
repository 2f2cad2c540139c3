import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";

export interface Run {
  /** null when a signal ended it. */
  readonly exitCode: number | null;
  readonly output: string;
}

/** Runs Node with no more of an environment than is named here, and nobody at its keyboard. */
export async function runNode(
  args: readonly string[],
  { cwd, env = {} }: { cwd: string; env?: Readonly<Record<string, string>> },
): Promise<Run> {
  const child = spawn(process.execPath, args, {
    cwd,
    env,
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 20_000,
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject).once("close", resolve);
  });
  const [exitCode, output, errors] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { exitCode, output: output + errors };
}

import type { Flags } from "./flags";
import { showLive } from "./live";
import { playOnce, showOnce } from "./once";
import { noPaint, paintFor } from "./paint";
import { report } from "./report";
import { sandboxTruth } from "./sandbox-truth";
import { liveScreen, plainScreen } from "./screen";
import type { Sandbox } from "./start-sandbox";
import { stepLine } from "./step-line";
import type { Step } from "./step";
import { view } from "./view";
import { watch } from "./watch";

/**
 * Plays and shows what the flags ask for, on standard output.
 *
 * @param end ends it before its time, with an exit code
 * @returns the exit code
 */
export async function show(sandbox: Sandbox, flags: Flags, end: Promise<number>): Promise<number> {
  const { stdout } = process;
  if (flags.json) return Promise.race([showJson(sandbox, flags), end]);

  const isLive = stdout.isTTY && !flags.plain;
  const paint = isLive ? paintFor(stdout) : noPaint;
  const state = () => ({ truth: sandboxTruth(sandbox), inInsights: sandbox.insights.messages });
  const screen = isLive ? liveScreen(stdout, (size) => view(state(), size, paint)) : plainScreen(stdout);
  const startedAt = performance.now();
  const tell = (step: Step) => {
    const columns = isLive ? stdout.columns : undefined;
    screen.write(stepLine(step, performance.now() - startedAt, paint, columns));
  };
  const chapter = (title: string) => {
    screen.write("", `  ${paint("bold", title)}`);
  };
  watch(sandbox, tell);

  const play = flags.once
    ? showOnce(sandbox, screen, { tell, chapter }, paint, flags)
    : showLive(sandbox, screen, { tell, chapter }, paint).then(() => end);
  try {
    return await Promise.race([play, end]);
  } finally {
    screen.close();
  }
}

const SILENCE = { tell: () => undefined, chapter: () => undefined };

async function showJson(sandbox: Sandbox, flags: Flags): Promise<number> {
  const { comparison, played } = await playOnce(sandbox, SILENCE, flags);
  const result = report(comparison, played);
  process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`);
  return result.ok ? 0 : 1;
}

/** npm passes a Ctrl-C on that the terminal has already brought, so a second one so soon means nothing. */
const SECOND_THOUGHTS_MS = 1_000;

/**
 * Resolves at Ctrl-C, at a polite kill, and when nobody reads the output any more. Another signal, some time later, ends
 * the process at once.
 */
export function interruption(output: NodeJS.WritableStream): Promise<void> {
  return new Promise((resolve) => {
    let firstAt: number | undefined;
    const interrupt = () => {
      firstAt ??= performance.now();
      if (performance.now() - firstAt > SECOND_THOUGHTS_MS) process.exit(1);
      resolve();
    };
    // Listening on: what restores the cursor would else be the last to listen, and end the process by itself.
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, interrupt);
    // Every further write to a broken pipe is an error too.
    output.on("error", resolve);
  });
}

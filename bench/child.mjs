import { fork } from "node:child_process";
import { once } from "node:events";

/**
 * A Node process of the bench's own that answers over IPC. It ends with this one.
 *
 * @param {string} script
 * @param {readonly string[]} [args]
 */
export function startChild(script, args = []) {
  const child = fork(script, args, {
    // What a function logs goes where it costs least: it is the function's cost that is measured, not a terminal's.
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    execArgv: [],
    env: cleanEnvironment(),
  });
  const gone = once(child, "exit").then(([code]) => {
    throw new Error(`${[script, ...args].join(" ")} ended with ${code}.`);
  });
  gone.catch(() => undefined);
  return {
    send: (message) => child.send(message),
    /** The next message. @throws when the process ends instead */
    next: async () => (await Promise.race([once(child, "message"), gone]))[0],
    stop: () => child.kill(),
  };
}

/**
 * This environment without what changes Node itself: NODE_EXTRA_CA_CERTS more than doubles its start, NODE_COMPILE_CACHE
 * and NODE_OPTIONS would measure something else.
 */
export function cleanEnvironment() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("NODE_")));
}

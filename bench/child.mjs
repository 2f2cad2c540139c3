import { fork } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";

/**
 * A Node process of the bench's own that answers over IPC. It ends with this one.
 *
 * @param {string} script
 * @param {readonly string[]} [args]
 * @param {{ nodeFlags?: readonly string[], redirect?: Readonly<Record<string, number>> }} [options] `redirect` leads calls
 *   to these hosts to a port of this machine, as the sandbox does
 */
export function startChild(script, args = [], { nodeFlags = [], redirect } = {}) {
  const preload = redirect === undefined ? [] : ["--require", resolve("dist/sandbox/redirect.js")];
  const child = fork(script, args, {
    // What a function logs goes where it costs least: it is the function's cost that is measured, not a terminal's.
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    execArgv: [...nodeFlags, ...preload],
    env: {
      ...cleanEnvironment(),
      ...(redirect === undefined ? {} : { SANDBOX_REDIRECT: JSON.stringify(redirect) }),
    },
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

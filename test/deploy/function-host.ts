import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { installOnly } from "./installed-packages";
import { runNode, type Run } from "./run-node";

export interface FunctionHost {
  /** Loads a function's code in a process of its own. The output is the type of its handler, or why it did not load. */
  load: (code: Buffer | string) => Promise<Run>;
  remove: () => void;
}

// The globals that Twilio provides; a function may use them when it is called, not when it is loaded.
const loader = `
  globalThis.Runtime = {};
  globalThis.Twilio = {};
  process.stdout.write(typeof require(process.argv[1]).handler);
`;

/** A folder like the one that hosted functions run in: one file each, and only the service's dependencies installed. */
export function createFunctionHost(dependencies: readonly string[]): FunctionHost {
  const folder = mkdtempSync(path.join(tmpdir(), "volt-relay-host-"));
  mkdirSync(path.join(folder, "handlers"));
  installOnly(folder, dependencies);
  let loaded = 0;
  return {
    load: (code) => {
      const file = path.join(folder, "handlers", `ZN${loaded++}.js`);
      writeFileSync(file, code);
      return runNode(["--preserve-symlinks", "--eval", loader, file], { cwd: folder });
    },
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

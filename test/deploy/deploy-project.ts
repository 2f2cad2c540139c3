import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { envFile } from "../../src/sandbox/relay-process/env-file";
import { built, root } from "./build-output";

export interface DeployProject {
  readonly folder: string;
  remove: () => void;
}

/** A copy of what a deploy reads, in a temporary folder, with an .env of its own. */
export function copyProject(settings: Record<string, string>): DeployProject {
  const functions = built("functions");
  const folder = mkdtempSync(path.join(tmpdir(), "volt-relay-deploy-"));
  cpSync(functions, path.join(folder, "dist/functions"), { recursive: true });
  for (const name of ["package.json", ".twilioserverlessrc", "assets"])
    cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
  // "junction" is what Windows allows without further rights; other systems ignore it.
  symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"), "junction");
  writeFileSync(path.join(folder, ".env"), envFile(settings));
  return {
    folder,
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

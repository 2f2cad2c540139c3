import { existsSync } from "node:fs";
import path from "node:path";

export const root = path.resolve(__dirname, "../..");

/** @returns the path of a built file or folder, for example of `sandbox/redirect.js`. */
export function built(name: string): string {
  const file = path.join(root, "dist", name);
  if (!existsSync(file)) throw new Error(`dist/${name} is missing: run "npm run build" first.`);
  return file;
}

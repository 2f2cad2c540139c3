import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

export interface PackageJson {
  readonly dependencies: Record<string, string>;
  readonly devDependencies: Record<string, string>;
}

export function readPackageJson(folder: string): PackageJson {
  return JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as PackageJson;
}

export function writeDependency(folder: string, name: string, version: string): void {
  const changed = readPackageJson(folder);
  changed.dependencies[name] = version;
  writeFileSync(path.join(folder, "package.json"), JSON.stringify(changed));
}

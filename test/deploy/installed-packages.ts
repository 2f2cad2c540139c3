import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import path from "node:path";
import { root } from "./build-output";

interface LockedPackage {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

type Lock = Readonly<Record<string, LockedPackage>>;

/**
 * Installs packages and what they need, and nothing else, into a folder: each as a link to where npm put it. Node has to
 * run there with --preserve-symlinks, or a package would look for its own dependencies where all the others are, too.
 */
export function installOnly(folder: string, names: readonly string[]): void {
  const { packages } = JSON.parse(readFileSync(path.join(root, "package-lock.json"), "utf8")) as {
    packages: Lock;
  };
  for (const place of closure(packages, names)) {
    const target = path.join(folder, place);
    mkdirSync(path.dirname(target), { recursive: true });
    symlinkSync(path.join(root, place), target, "junction");
  }
}

/** @returns the top-level places, `node_modules/twilio`; those within them come along. */
function closure(packages: Lock, names: readonly string[]): string[] {
  const found = new Set<string>();
  const visit = (from: string, wanted: readonly string[]) => {
    for (const name of wanted) {
      const place = resolve(packages, from, name);
      if (place === undefined || found.has(place)) continue;
      found.add(place);
      const { dependencies, optionalDependencies, peerDependencies } = packages[place] ?? {};
      visit(place, Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies }));
    }
  };
  visit("", names);
  return [...found].filter((place) => place.lastIndexOf("node_modules/") === 0);
}

/** Looks for a package as Node does: in the node_modules of the folder itself, then of each folder above. */
function resolve(packages: Lock, from: string, name: string): string | undefined {
  const place = path.posix.join(from, "node_modules", name);
  if (place in packages) return place;
  if (from === "") return undefined;
  return resolve(packages, from.slice(0, Math.max(from.lastIndexOf("node_modules/") - 1, 0)), name);
}

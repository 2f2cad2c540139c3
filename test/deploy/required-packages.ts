import { build } from "esbuild";
import { isBuiltin } from "node:module";

/**
 * The packages that a function's code asks for, now or later: loading it shows only those asked for at once. A file asked
 * for by relative path is among them as it is written.
 */
export async function requiredPackages(code: Buffer | string): Promise<string[]> {
  const names = new Set<string>();
  await build({
    stdin: { contents: code.toString() },
    bundle: true,
    platform: "node",
    write: false,
    logLevel: "silent",
    plugins: [
      {
        name: "note-what-is-asked-for",
        setup: (building) => {
          building.onResolve({ filter: /.*/ }, ({ path }) => {
            if (!isBuiltin(path)) names.add(packageName(path));
            return { path, external: true };
          });
        },
      },
    ],
  });
  return [...names].sort();
}

/** `@twilio/runtime-handler` of `@twilio/runtime-handler/dev`. */
function packageName(specifier: string): string {
  if (specifier.startsWith(".")) return specifier;
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}

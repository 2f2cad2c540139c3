import { build } from "esbuild";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * TypeScript of the project as one ES module, for a process of the bench that has to call it from within.
 *
 * @param {readonly string[]} sources whose exports the module has
 */
export async function bundle(sources) {
  const folder = mkdtempSync(join(tmpdir(), "volt-relay-bench-"));
  const file = join(folder, "bundle.mjs");
  await build({
    stdin: {
      contents: sources.map((source) => `export * from "./${source}";`).join("\n"),
      resolveDir: process.cwd(),
    },
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    outfile: file,
    logLevel: "warning",
  });
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

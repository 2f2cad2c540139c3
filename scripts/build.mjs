// Bundles every function, the shared module and the sandbox into dist/.
// Each function becomes one file because hosted Functions cannot require each other by relative path:
// https://www.twilio.com/docs/serverless/functions-assets/functions
import { build } from "esbuild";
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { slimAxios } from "./slim-axios.mjs";
import { slimZod } from "./slim-zod.mjs";

const { version } = JSON.parse(readFileSync("package.json", "utf8"));

/** Twilio installs `twilio` itself at deploy, so the SDK stays outside; its small signature module goes in. */
const sdkStaysOutside = {
  name: "sdk-stays-outside",
  setup: ({ onResolve }) => onResolve({ filter: /^twilio$/ }, ({ path }) => ({ path, external: true })),
};

const shared = {
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  define: { RELAY_VERSION: JSON.stringify(version) },
  plugins: [sdkStaysOutside, slimAxios, slimZod],
  logLevel: "warning",
};

const filesIn = (folder) =>
  readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `${folder}/${name}`);

rmSync("dist", { recursive: true, force: true });

/** The same functions with an example in the place of src/hooks.ts, for the sandbox to show what hooks can do. */
const exampleHooks = {
  name: "example-hooks",
  setup: ({ onResolve }) =>
    onResolve({ filter: /\/src\/hooks$/ }, () => ({ path: resolve("src/sandbox/example-hooks.ts") })),
};

const allFunctions = { ...shared, entryPoints: filesIn("functions"), outbase: "functions", minify: true };
const functions = await build({ ...allFunctions, outdir: "dist/functions", metafile: true });
writeFileSync("dist/functions.meta.json", JSON.stringify(functions.metafile));

await build({
  ...allFunctions,
  outdir: "dist/sandbox/functions",
  plugins: [exampleHooks, ...shared.plugins],
});
await build({ ...shared, entryPoints: ["src/index.ts"], outfile: "dist/index.js" });
await build({
  ...shared,
  entryPoints: filesIn("src/sandbox").filter((file) => /\/(redirect|demo)\.ts$/.test(file)),
  outdir: "dist/sandbox",
  plugins: [sdkStaysOutside],
});

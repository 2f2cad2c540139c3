// Bundles every function, the shared module and the sandbox into dist/.
// Each function becomes one file because hosted Functions cannot require each other by relative path:
// https://www.twilio.com/docs/serverless/functions-assets/functions
import { build } from "esbuild";
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
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

const functions = await build({
  ...shared,
  entryPoints: filesIn("functions"),
  outbase: "functions",
  outdir: "dist/functions",
  minify: true,
  metafile: true,
});
writeFileSync("dist/functions.meta.json", JSON.stringify(functions.metafile));

await build({ ...shared, entryPoints: ["src/index.ts"], outfile: "dist/index.js" });
await build({
  ...shared,
  entryPoints: filesIn("src/sandbox").filter((file) => /\/(redirect|demo)\.ts$/.test(file)),
  outdir: "dist/sandbox",
  plugins: [sdkStaysOutside],
});

import { buildSync } from "esbuild";
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

const repository = path.resolve(__dirname, "../..");

const functions = {
  // What a function sees; `count` lives as long as its process does.
  "echo.js": `
    let count = 0;
    exports.handler = (context, event, callback) => {
      console.log("echo says hello");
      const { request, ...parameters } = event;
      callback(null, { count: ++count, pid: process.pid, context, parameters, env: process.env });
    };`,
  "fetch.js": `
    exports.handler = (context, event, callback) => {
      require("node:https")
        .get(event.url, (response) => {
          let body = "";
          response.on("data", (chunk) => (body += chunk)).on("end", () => callback(null, { body }));
        })
        .on("error", (error) => callback(null, { error: error.message }));
    };`,
  "hang.js": `
    exports.handler = () => {
      console.log("hanging");
      setInterval(() => {}, 1000);
    };`,
};

/** A project that twilio-run can serve, in a folder of its own. */
export function makeTinyProject(runtimeHandler = "2.0.3") {
  const root = mkdtempSync(path.join(tmpdir(), "tiny-project-"));
  mkdirSync(path.join(root, "dist/functions"), { recursive: true });
  symlinkSync(path.join(repository, "node_modules"), path.join(root, "node_modules"));
  const dependencies = { "@twilio/runtime-handler": runtimeHandler };
  writeFileSync(
    path.join(root, "package.json"),
    JSON.stringify({ name: "tiny", version: "1.0.0", dependencies }),
  );
  writeFileSync(path.join(root, ".twilioserverlessrc"), '{ "functionsFolder": "dist/functions" }');
  for (const [name, code] of Object.entries(functions))
    writeFileSync(path.join(root, "dist/functions", name), code);
  bundle("redirect", root);
  return { root, close: () => rm(root, { recursive: true }) };
}

/** Builds src/sandbox/<name>.ts into the project, and gives the file's path. */
export function bundle(name: string, root: string): string {
  const outfile = path.join(root, `dist/sandbox/${name}.js`);
  const entryPoints = [path.join(repository, `src/sandbox/${name}.ts`)];
  buildSync({ entryPoints, outfile, bundle: true, platform: "node", format: "cjs" });
  return outfile;
}

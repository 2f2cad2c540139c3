import path from "node:path";
import { runDemo } from "./demo/run-demo";

/** As far from dist/sandbox/ as from src/sandbox/. */
const projectRoot = path.resolve(__dirname, "../..");

void runDemo(process.argv.slice(2), projectRoot).then((code) => {
  // A pipe takes its time on some systems, and what is left under way has nobody to wait for it.
  process.stdout.write("", () => process.exit(code));
});

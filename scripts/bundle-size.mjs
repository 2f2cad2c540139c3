// Fails when a function has grown beyond its limit: `npm run size`, after a build. `--dist <folder>` looks elsewhere.
import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { functionSizes, isTooLarge, sizeTable } from "./function-sizes.mjs";

const { dist } = parseArgs({ options: { dist: { type: "string", default: "dist" } } }).values;

if (!existsSync(`${dist}/functions.meta.json`)) {
  console.error(`There is no ${dist}/functions.meta.json. Build first: npm run build`);
  process.exit(2);
}

const sizes = functionSizes(dist);
if (sizes.length === 0) {
  console.error(`There is no function in ${dist}/functions. Build first: npm run build`);
  process.exit(2);
}
console.log(sizeTable(sizes));

const tooLarge = sizes.filter(isTooLarge);
if (tooLarge.length > 0) {
  console.error(`Too large: ${tooLarge.map(({ name }) => name).join(", ")}.`);
  process.exitCode = 1;
}

import { readFileSync } from "node:fs";

/**
 * A number of the relay's own, so that the goals follow it.
 *
 * @param {string} name
 * @param {string} file
 */
export function readConstant(name, file) {
  const found = new RegExp(`^export const ${name} = (\\d+);`, "m").exec(readFileSync(file, "utf8"))?.[1];
  if (found === undefined) throw new Error(`${name} is no longer in ${file}.`);
  return Number(found);
}

import { createHash } from "node:crypto";

export type NewId = (prefix: string) => string;

/** Ids as `SMd9ff936d94df1f72`, the same ones in every run. */
export function createIds(): NewId {
  let count = 0;
  return (prefix) =>
    prefix +
    createHash("md5")
      .update(`${prefix}${(count += 1)}`)
      .digest("hex")
      .slice(0, 16);
}

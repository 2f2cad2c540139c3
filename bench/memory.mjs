import { bundle } from "./bundle.mjs";
import { startChild } from "./child.mjs";

export const FEW = 1_000;
export const MANY = 10_000;

const SOURCES = [
  "src/relay/memory-store.ts",
  "src/relay/deadline.ts",
  "src/relay/defer.ts",
  "src/relay/drain.ts",
  "src/relay/rank-guard.ts",
  "src/relay/pause.ts",
  "src/relay/turns.ts",
];

/** Bytes of heap that a drain of a few and of many keys needs at its worst, Node itself included and the store not. */
export async function measureMemory() {
  const { file, remove } = await bundle(SOURCES);
  try {
    return { few: await heapOf(FEW, file), many: await heapOf(MANY, file) };
  } finally {
    remove();
  }
}

async function heapOf(keys, file) {
  const child = startChild("bench/memory-process.mjs", [file, String(keys)], { nodeFlags: ["--expose-gc"] });
  try {
    const { delivered, bytes } = await child.next();
    if (delivered !== keys) throw new Error(`The drain in memory brought ${delivered} keys of ${keys}.`);
    return bytes;
  } finally {
    child.stop();
  }
}

import type { Readable } from "node:stream";
import { createInterface } from "node:readline";

export interface Lines {
  readonly all: readonly string[];
  onLine: (listener: (line: string) => void) => () => void;
}

/** Collects the lines of several streams as they come. */
export function collectLines(...streams: Readable[]): Lines {
  const all: string[] = [];
  const listeners = new Set<(line: string) => void>();
  for (const input of streams) {
    createInterface({ input }).on("line", (line) => {
      all.push(line);
      for (const listener of listeners) listener(line);
    });
  }
  return {
    all,
    onLine: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

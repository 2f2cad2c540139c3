import { readFileSync } from "node:fs";

// `z.catch` reaches a helper of two lines through a namespace within a namespace, which esbuild cannot look into: it keeps
// the whole of zod's util.js, 9 KB of every function, for it. The same helper is also within plain reach.
const farAway = "core.util.constantCatch(";
const near = "util.constantCatch(";

/** @type {import("esbuild").Plugin} */
export const slimZod = {
  name: "slim-zod",
  setup({ onLoad }) {
    onLoad({ filter: /node_modules[/\\]zod[/\\]v4[/\\]mini[/\\]schemas\.js$/ }, ({ path }) => {
      const source = readFileSync(path, "utf8");
      if (!source.includes(farAway))
        throw new Error(`zod/v4/mini/schemas.js has changed: "${farAway}" is gone. See slim-zod.mjs.`);
      return { contents: source.replace(farAway, near) };
    });
  },
};

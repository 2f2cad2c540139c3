import { readFileSync } from "node:fs";

// axios carries adapters for Node's http, fetch and XHR, with HTTP/2, forms, data URLs, proxies, redirects and
// compression. The relay has one of its own (src/relay/axios-adapter.ts), so these would only cost cold start: 220 KB and
// more than 20 ms. Each is replaced by a stand-in that fails loudly when it is used after all.
const absent = (what) =>
  `() => { throw new Error("${what} is left out of this bundle (scripts/slim-axios.mjs)"); }`;

const packages = { "form-data": "module.exports = class {};" };

const ownFiles = {
  "HttpStatusCode.js": "module.exports = {};",
  "fetch.js": `export const getFetch = ${absent("the fetch adapter")};`,
  "formDataToJSON.js": `module.exports = ${absent("a form")};`,
  "http.js": `export default ${absent("axios' own HTTP adapter")};`,
  "xhr.js": "export default null;",
};

const replacements = { ...packages, ...ownFiles };
const pattern = new RegExp(`^(${Object.keys(packages).join("|")})$|/(${Object.keys(ownFiles).join("|")})$`);

/** Merely looking at the global FormData loads Node's whole fetch: 16 ms. */
function withoutGlobalFormData(source) {
  const lookup = "typeof G.FormData !== 'undefined' ? G.FormData : undefined";
  if (!source.includes(lookup))
    throw new Error(`axios/lib/utils.js has changed: "${lookup}" is gone. See slim-axios.mjs.`);
  return source.replace(lookup, "undefined");
}

/** @type {import("esbuild").Plugin} */
export const slimAxios = {
  name: "slim-axios",
  setup(build) {
    build.onResolve({ filter: pattern }, ({ path, importer }) =>
      importer.includes("/node_modules/axios/") || importer.includes("\\node_modules\\axios\\")
        ? { path: path.split("/").pop(), namespace: "slim-axios" }
        : null,
    );
    build.onLoad({ filter: /.*/, namespace: "slim-axios" }, ({ path }) => ({ contents: replacements[path] }));
    build.onLoad({ filter: /node_modules[/\\]axios[/\\]lib[/\\]utils\.js$/ }, ({ path }) => ({
      contents: withoutGlobalFormData(readFileSync(path, "utf8")),
    }));
  },
};

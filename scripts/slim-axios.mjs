import { readFileSync } from "node:fs";

// axios carries a fetch adapter, an XHR adapter, HTTP/2, multipart forms, proxies and redirects. The relay posts JSON
// over HTTP/1.1, directly, and follows no redirect, so these parts would only cost cold start: 270 KB and some 20 ms.
// Each is replaced by a stand-in that fails loudly when it is used after all.
const absent = (what) =>
  `() => { throw new Error("${what} is left out of this bundle (scripts/slim-axios.mjs)"); }`;

const replacements = {
  "form-data": `module.exports = class FormData {}`,
  "proxy-from-env": `module.exports = { getProxyForUrl: () => "" }`,
  "https-proxy-agent": `module.exports = class HttpsProxyAgent {}`,
  "follow-redirects": `module.exports = { http: { request: ${absent("following redirects")} }, https: { request: ${absent("following redirects")} } }`,
  http2: `module.exports = { constants: {} }`,
  "Http2Sessions.js": `export default class Http2Sessions {}`,
  "fetch.js": `export const getFetch = ${absent("the fetch adapter")}`,
  "xhr.js": `export default null`,
};

const pattern =
  /^(form-data|proxy-from-env|https-proxy-agent|follow-redirects|http2)$|(^|\/)(Http2Sessions|fetch|xhr)\.js$/;

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

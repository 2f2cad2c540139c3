import { readFileSync } from "node:fs";

// axios carries a fetch adapter, an XHR adapter, HTTP/2, forms, data URLs, progress, proxies and redirects. The relay posts
// JSON over HTTP/1.1, directly, and follows no redirect, so these parts would only cost cold start: 220 KB and some 25 ms.
// Each is replaced by a stand-in that fails loudly when it is used after all.
const absent = (what) =>
  `() => { throw new Error("${what} is left out of this bundle (scripts/slim-axios.mjs)"); }`;
const absentClass = "module.exports = class {};";
const absentFunction = (what) => `module.exports = ${absent(what)};`;

const packages = {
  "form-data": absentClass,
  "proxy-from-env": absentFunction("a proxy") + "module.exports.getProxyForUrl = module.exports;",
  "https-proxy-agent": absentClass,
  "follow-redirects": `const request = ${absent("following redirects")}; module.exports = { http: { request }, https: { request } };`,
  http2: "module.exports = { constants: {} };",
};

const ownFiles = {
  "AxiosTransformStream.js": absentClass,
  "Http2Sessions.js": absentClass,
  "ZlibHeaderTransformStream.js": absentClass,
  "HttpStatusCode.js": "module.exports = {};",
  "estimateDataURLDecodedBytes.js": `export const estimateDataURLBufferAllocation = ${absent("a data URL")};`,
  "fetch.js": `export const getFetch = ${absent("the fetch adapter")};`,
  "formDataToJSON.js": absentFunction("a form"),
  "formDataToStream.js": absentFunction("a form"),
  "fromDataURI.js": absentFunction("a data URL"),
  "progressEventReducer.js": ["progressEventReducer", "progressEventDecorator", "asyncDecorator"]
    .map((name) => `export const ${name} = ${absent("progress")};`)
    .join(""),
  "readBlob.js": absentFunction("a Blob"),
  "shouldBypassProxy.js": absentFunction("a proxy"),
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

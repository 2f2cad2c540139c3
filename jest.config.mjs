/** @type {import("jest").Config} */
export default {
  testEnvironment: "node",
  roots: ["<rootDir>/test"],
  transform: {
    "^.+\\.(ts|m?js)$": [
      "@swc/jest",
      { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "commonjs" } },
    ],
  },
  // These are published as ES modules only.
  transformIgnorePatterns: ["/node_modules/(?!(p-map)/)", "/dist/"],
};

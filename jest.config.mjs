import { availableParallelism } from "node:os";

/** @type {import("jest").Config} */
export default {
  testEnvironment: "node",
  roots: ["<rootDir>/test"],
  // Many tests wait for sockets and processes: one worker more than there are cores, and no core is left idle.
  maxWorkers: availableParallelism() + 1,
  // A machine that is busy with other things is no failure.
  testTimeout: 20_000,
  transform: {
    "^.+\\.(ts|m?js)$": [
      "@swc/jest",
      { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "commonjs" } },
    ],
  },
  // What the build puts in: see scripts/build.mjs.
  globals: { RELAY_VERSION: "0.0.0-test" },
  // These are published as ES modules only.
  transformIgnorePatterns: ["/node_modules/(?!(p-map)/)", "/dist/"],
};

import { settings } from "./deploy-settings";
import { functionsInSource } from "./expected-functions";
import { createFunctionHost, type FunctionHost } from "./function-host";
import { rehearse, type Rehearsal } from "./rehearse";
import { requiredPackages } from "./required-packages";

let rehearsal: Rehearsal;
let host: FunctionHost;

beforeAll(async () => {
  rehearsal = await rehearse(settings);
  host = createFunctionHost(Object.keys(rehearsal.build.dependencies));
}, 30_000);

afterAll(async () => {
  await rehearsal.close();
  host.remove();
});

it.each(functionsInSource())("$path loads where only the dependencies are installed", async ({ path }) => {
  expect(await host.load(contentOf(path))).toEqual({ exitCode: 0, output: "function" });
});

it.each(functionsInSource())("$path asks for no package but the dependencies", async ({ path }) => {
  const dependencies = Object.keys(rehearsal.build.dependencies);
  const required = await requiredPackages(contentOf(path));
  expect(required.filter((name) => !dependencies.includes(name))).toEqual([]);
});

it("a function that asked for a development dependency would not load", async () => {
  const { exitCode, output } = await host.load(`exports.handler = require("zod").string;`);
  expect(output).toContain("Cannot find module 'zod'");
  expect(exitCode).toBe(1);
});

it("a function that asked for the Twilio SDK would load", async () => {
  const run = await host.load(`exports.handler = require("twilio");`);
  expect(run).toEqual({ exitCode: 0, output: "function" });
});

it("a function that asked for another package or file later on would be found out", async () => {
  const code = `
    const fs = require("node:fs");
    exports.handler = () => [require("axios/lib/axios.js"), import("@a/b/c"), require("./other")];
  `;
  expect(await requiredPackages(code)).toEqual(["./other", "@a/b", "axios"]);
});

function contentOf(path: string): Buffer {
  const upload = rehearsal.twilio.functions.find((candidate) => candidate.path === path);
  if (upload === undefined) throw new Error(`${path} was not uploaded`);
  return upload.content;
}

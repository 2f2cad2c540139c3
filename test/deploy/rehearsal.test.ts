import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { root } from "./build-output";
import { settings } from "./deploy-settings";
import { functionsInSource } from "./expected-functions";
import { readPackageJson } from "./package-json";
import { rehearse, type Rehearsal } from "./rehearse";

let rehearsal: Rehearsal;

beforeAll(async () => {
  rehearsal = await rehearse(settings);
}, 30_000);

afterAll(() => rehearsal.close());

it("succeeds", () => {
  expect(rehearsal.deploy.output).toContain("Serverless project successfully deployed");
  expect(rehearsal.deploy.exitCode).toBe(0);
});

it("makes a service whose functions get the account's credentials from Twilio", () => {
  expect(rehearsal.twilio.services).toEqual([{ uniqueName: "volt-relay", includesCredentials: true }]);
});

it("uploads these functions and no other", () => {
  expect(sorted(rehearsal.twilio.functions)).toEqual([
    { path: "/health", visibility: "public" },
    { path: "/ops/drain", visibility: "public" },
    { path: "/ops/outbox", visibility: "public" },
    { path: "/send", visibility: "public" },
    { path: "/telerivet/webhook", visibility: "public" },
    { path: "/twilio/events", visibility: "public" },
    { path: "/twilio/inbound", visibility: "protected" },
    { path: "/twilio/status", visibility: "protected" },
    { path: "/volt/webhook", visibility: "public" },
  ]);
});

it("uploads one function for each file in functions/", () => {
  expect(sorted(rehearsal.twilio.functions)).toEqual(sorted(functionsInSource()));
});

it("uploads robots.txt as the only asset", () => {
  expect(rehearsal.twilio.assets).toEqual([
    {
      sid: expect.any(String) as string,
      path: "/robots.txt",
      visibility: "public",
      contentType: "text/plain",
      content: readFileSync(path.join(root, "assets/robots.txt")),
    },
  ]);
});

it("activates a build of all that it uploaded, in one environment", () => {
  const { twilio, build } = rehearsal;
  expect([...build.functionVersions].sort()).toEqual(twilio.functions.map(({ sid }) => sid).sort());
  expect(build.assetVersions).toEqual(twilio.assets.map(({ sid }) => sid));
  expect(twilio.deployments).toEqual([
    { environmentSid: expect.stringMatching(/^ZE/) as string, buildSid: build.sid },
  ]);
});

it("builds for node22", () => {
  expect(rehearsal.build.runtime).toBe("node22");
});

it("has the two production dependencies installed, each in one exact version", () => {
  expect(rehearsal.build.dependencies).toEqual({ "@twilio/runtime-handler": "2.0.3", twilio: "6.2.0" });
  expect(rehearsal.build.dependencies).toEqual(readPackageJson(root).dependencies);
});

it("has no development dependency installed", () => {
  const development = Object.keys(readPackageJson(root).devDependencies);
  expect(development).toContain("zod");
  expect(Object.keys(rehearsal.build.dependencies).filter((name) => development.includes(name))).toEqual([]);
});

it("needs no .twilio-functions, at which deploy would stop and ask", () => {
  expect(existsSync(path.join(root, ".twilio-functions"))).toBe(false);
});

function sorted(items: readonly { path: string; visibility: string }[]) {
  return items
    .map(({ path, visibility }) => ({ path, visibility }))
    .sort((one, other) => one.path.localeCompare(other.path));
}

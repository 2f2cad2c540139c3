import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { envFile } from "../../src/sandbox/relay-process/env-file";
import { closeAfterEach } from "../sandbox/close-after-each";
import { settings } from "./deploy-settings";
import { rehearse, type Rehearsal } from "./rehearse";
import type { Run } from "./run-node";

const opened = closeAfterEach();

describe("a second deploy", () => {
  let rehearsal: Rehearsal;
  let second: Run;

  beforeAll(async () => {
    rehearsal = await rehearse(settings);
    const { ACCOUNT_SID = "", AUTH_TOKEN = "" } = settings;
    const others = { ACCOUNT_SID, AUTH_TOKEN, RELAY_API_KEY: "changed" };
    writeFileSync(path.join(rehearsal.folder, ".env"), envFile(others));
    second = await rehearsal.deployAgain();
  }, 30_000);

  afterAll(() => rehearsal.close());

  it("takes the place of the first, in the same environment", () => {
    const { builds, deployments } = rehearsal.twilio;
    expect(second.exitCode).toBe(0);
    expect(deployments.map(({ buildSid }) => buildSid)).toEqual(builds.map(({ sid }) => sid));
    expect(new Set(deployments.map(({ environmentSid }) => environmentSid)).size).toBe(1);
  });

  it("changes a setting, but leaves one that is gone from .env", () => {
    expect(rehearsal.twilio.variables.get("RELAY_API_KEY")).toBe("changed");
    expect(rehearsal.twilio.variables.get("VOLT_API_TOKEN")).toBe(settings["VOLT_API_TOKEN"]);
  });
});

it("a second deploy from a checkout without .twiliodeployinfo stops before it changes anything", async () => {
  const rehearsal = opened(await rehearse(settings));
  rmSync(path.join(rehearsal.folder, ".twiliodeployinfo"));
  const second = await rehearsal.deployAgain();
  expect(second.output).toContain("--override-existing-project");
  expect(second.exitCode).toBe(1);
  expect(rehearsal.twilio.builds).toHaveLength(1);
}, 30_000);

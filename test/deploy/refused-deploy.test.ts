import { closeAfterEach } from "../sandbox/close-after-each";
import { settings } from "./deploy-settings";
import { writeDependency } from "./package-json";
import { rehearse } from "./rehearse";

const opened = closeAfterEach();

const cases = [
  {
    case: "a runtime-handler that Twilio does not have",
    settings,
    change: (folder: string) => {
      writeDependency(folder, "@twilio/runtime-handler", "2.1.0");
    },
    reason: "No matching version found",
  },
  {
    case: "a setting that is too long",
    settings: { ...settings, VOLT_API_TOKEN: "v".repeat(451) },
    reason: "VOLT_API_TOKEN has 451 bytes",
  },
  {
    case: "settings that are too long together",
    settings: {
      ...settings,
      ...Object.fromEntries(["A", "B", "C", "D"].map((name) => [name, "x".repeat(450)])),
    },
    reason: "make a context of",
  },
];

it.each(cases)(
  "a deploy with $case fails and activates nothing",
  async ({ settings, change, reason }) => {
    const rehearsal = opened(await rehearse(settings, change));
    expect(rehearsal.deploy.output.replace(/\s*\n│ /g, " ")).toContain(reason);
    expect(rehearsal.deploy.exitCode).toBe(1);
    expect(rehearsal.twilio.deployments).toEqual([]);
  },
  30_000,
);

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { functionSizes, partsOf } from "../../scripts/function-sizes.mjs";

/** A folder as scripts/build.mjs leaves it, with functions of given sizes. */
let dist = "";
beforeEach(() => {
  dist = mkdtempSync(path.join(tmpdir(), "volt-relay-sizes-"));
});
afterEach(() => {
  rmSync(dist, { recursive: true, force: true });
});

function build(sizes: Readonly<Record<string, number>>): void {
  mkdirSync(path.join(dist, "functions"));
  for (const [name, bytes] of Object.entries(sizes)) {
    const file = path.join(dist, "functions", name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, "/".repeat(bytes));
  }
  const outputs = Object.fromEntries(
    Object.entries(sizes).map(([name, bytes]) => [
      `dist/functions/${name}`,
      { bytes, inputs: { "node_modules/zod/index.js": { bytesInOutput: bytes } } },
    ]),
  );
  writeFileSync(path.join(dist, "functions.meta.json"), JSON.stringify({ outputs }));
}

function gate() {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["scripts/bundle-size.mjs", "--dist", dist],
    { encoding: "utf8" },
  );
  return { status, stdout, stderr };
}

describe("the gate for bundle sizes", () => {
  it("lets functions of 150 kB pass", () => {
    build({ "send.js": 150_000, "twilio/status.protected.js": 10 });
    expect(gate()).toMatchObject({ status: 0, stderr: "" });
  });

  it.each([["twilio/status.protected.js"], ["send.js"]])("stops %s with one byte more", (name) => {
    build({ "health.js": 10, [name]: 150_001 });
    const { status, stdout, stderr } = gate();
    expect(status).toBe(1);
    expect(stdout).toMatch(/150\.0 +150\.0 +TOO LARGE +zod 150\.0/);
    expect(stderr).toBe(`Too large: ${name.replace(".js", "")}.\n`);
  });

  it("does not pass where nothing is built", () => {
    expect(gate()).toMatchObject({ status: 2 });
    build({});
    expect(gate()).toMatchObject({ status: 2 });
  });

  it("measures the file itself, known to the metafile or not", () => {
    build({ "health.js": 10 });
    writeFileSync(path.join(dist, "functions/stray.js"), "/".repeat(150_001));
    expect(gate()).toMatchObject({ status: 1, stderr: "Too large: stray.\n" });
  });
});

describe("the table of sizes", () => {
  it("tells the webhooks from the others", () => {
    build({ "send.js": 1, "health.js": 1, "twilio/events.js": 1, "volt/webhook.js": 1, "ops/drain.js": 1 });
    const webhooks = functionSizes(dist).filter(({ isWebhook }) => isWebhook);
    expect(webhooks.map(({ name }) => name)).toEqual(["twilio/events", "volt/webhook"]);
  });

  it("adds up each package, the innermost one, and the project's own code", () => {
    expect(
      partsOf({
        "src/relay/deliver.ts": { bytesInOutput: 30 },
        "functions/send.ts": { bytesInOutput: 5 },
        "node_modules/axios/lib/a.js": { bytesInOutput: 40 },
        "node_modules/axios/lib/b.js": { bytesInOutput: 20 },
        "node_modules/a/node_modules/@scope/b/c.js": { bytesInOutput: 1 },
      }),
    ).toEqual([
      { name: "axios", bytes: 60 },
      { name: "own code", bytes: 35 },
      { name: "@scope/b", bytes: 1 },
    ]);
  });
});

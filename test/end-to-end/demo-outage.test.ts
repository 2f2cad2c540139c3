import { spawnSync } from "node:child_process";
import path from "node:path";
import { playOnce } from "../../src/sandbox/demo/once";
import { allProblems } from "../../src/sandbox/demo/summary";
import { freePort } from "../../src/sandbox/relay-process/free-port";
import { closeAfterEach } from "../sandbox/close-after-each";
import { root, startBuilt } from "./sandbox";

jest.setTimeout(30_000);

const opened = closeAfterEach();
const silence = { tell: () => undefined, chapter: () => undefined };

test("--once --outage plays an outage to its end, and shows what waits and how it drains", async () => {
  const demo = path.join(root, "dist/sandbox/demo.js");
  // Its usual port may be another test's.
  const flags = ["--once", "--outage", "--plain", "--port", String(await freePort())];
  const run = spawnSync(process.execPath, [demo, ...flags], { encoding: "utf8" });
  const { status, stdout, stderr } = run;
  expect([stderr, status]).toEqual(["", 0]);
  expect(stdout).toContain("keeps SM…cd32 in the outbox: insights_rate_limited");
  expect(stdout).toContain("9 waiting, 0 dead");
  expect(stdout).toContain("0 delivered, 1 deferred, 0 dead");
  expect(stdout).toContain("9 delivered, 0 deferred, 0 dead");
  expect(stdout).toContain("lets go of SM…cd32");
  expect(stdout).toContain("0 waiting, 0 dead");
  expect(stdout).toContain(" Insights has the truth of all 9 messages, and nothing else.");
  expect(stdout).toContain(" Twilio Sync held which messages waited: never a text, never a number.");
});

test("a Sync that says it has kept an entry and has not is found out by the demo", async () => {
  const built = await startBuilt();
  opened({ close: built.stop });
  const chapter = (title: string) => {
    if (!title.includes("503")) return;
    const item = { key: "twilio:SM", revision: "0", data: {} };
    built.sync.next({ status: 201, body: JSON.stringify(item) });
  };
  const { comparison, played } = await playOnce(built, { ...silence, chapter }, { outage: true });
  expect(allProblems(comparison, played)).toEqual([
    expect.stringContaining("is missing in Insights."),
    "Messages that Insights lacks and the outbox does not hold: 0 was due, 1 came.",
  ]);
});

import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const ROOT = path.resolve(__dirname, "..");

/** A folder of a user's own project, in which nothing is installed but what `files` of package.json ships. */
let project = "";
beforeAll(() => {
  if (!existsSync(path.join(ROOT, "dist/index.js")))
    throw new Error("dist/ is missing: run npm run build first.");
  project = mkdtempSync(path.join(tmpdir(), "volt-relay-user-"));
  const installed = path.join(project, "node_modules/volt-relay");
  mkdirSync(installed, { recursive: true });
  for (const shipped of ["package.json", "dist"])
    cpSync(path.join(ROOT, shipped), path.join(installed, shipped), { recursive: true });
});
afterAll(() => {
  rmSync(project, { recursive: true, force: true });
});

function run(file: string, content: string, command: readonly string[]): string {
  writeFileSync(path.join(project, file), content);
  return execFileSync(process.execPath, [...command, file], { cwd: project, encoding: "utf8" });
}

describe("the package, required from somewhere else", () => {
  it("maps, proves and sends without anything else installed", () => {
    const printed = run(
      "use.cjs",
      `
      const relay = require("volt-relay");
      const { update } = relay.mapStatusCallback({ SmsSid: "SM1", MessageStatus: "undelivered", ErrorCode: "30003" });
      const signature = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";
      const parameters = { foo: "1", bar: "2", CallSid: "CA1234567890ABCDE", Caller: "+14158675309", Digits: "1234", From: "+14158675309", To: "+18005551212" };
      const proven = relay.proveForm({ authToken: "12345", signature, urls: ["https://mycompany.com/myapp.php"], parameters });
      const server = require("node:http").createServer((request, response) => {
        let body = "";
        request.on("data", (chunk) => (body += chunk)).on("end", () => {
          console.log(JSON.stringify([request.url, request.headers.authorization, JSON.parse(body), Object.keys(proven).length]));
          response.writeHead(202).end('{"requestId":"r-1"}');
        });
      }).listen(0, "127.0.0.1", async () => {
        const sender = relay.createInsightsSender({ token: "t", url: "http://127.0.0.1:" + server.address().port });
        console.log(JSON.stringify(await sender.send(update)));
        process.exit();
      });
      `,
      [],
    );
    expect(
      printed
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      ["/data/messages/twilio", "Bearer t", { sid: "SM1", status: "undelivered", error_code: 30003 }, 5],
      { outcome: "delivered", attempts: 1, requestId: "r-1" },
    ]);
  });

  it("has types that stand on their own, under the strictest compiler", () => {
    symlinkSync(path.join(ROOT, "node_modules/@types"), path.join(project, "node_modules/@types"));
    const compiler = path.join(ROOT, "node_modules/typescript/bin/tsc");
    const options = [
      "--noEmit",
      "--strict",
      "--exactOptionalPropertyTypes",
      "--noUncheckedIndexedAccess",
      "--target",
      "es2022",
      "--module",
      "nodenext",
      "--types",
      "node",
    ];
    const source = `
      import { createInsightsSender, mapMessageResource, RetryLater, toWireMessage, type Hooks, type Outcome } from "volt-relay";
      export const hooks: Hooks = { onStatus(message) { if (message.status === "x") throw new RetryLater(); } };
      export async function send(message: object): Promise<Outcome> {
        const { update } = mapMessageResource(toWireMessage(message));
        return createInsightsSender({ token: "t" }).send(update);
      }
      // @ts-expect-error a token is needed
      createInsightsSender({});
    `;
    expect(run("use.ts", source, [compiler, ...options])).toBe("");
  });
});

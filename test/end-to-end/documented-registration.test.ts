import { spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { sandboxAccounts } from "../../src/sandbox/accounts";
import { startTelerivet } from "../../src/sandbox/telerivet/telerivet";
import { startVolt } from "../../src/sandbox/volt/volt";
import { closeAfterEach } from "../sandbox/close-after-each";
import { root } from "./sandbox";

const opened = closeAfterEach();
const { telerivetApiKey, telerivetProjectId, telerivetWebhookSecret, voltApiToken, voltWebhookToken } =
  sandboxAccounts;
const RELAY_URL = "https://volt-relay-1234-dev.twil.io";

/** The command of a page that registers a webhook, run in a checkout that is built and has a .env. */
async function runCommandOf(page: string, redirect: Record<string, number>, relayUrl = RELAY_URL) {
  const text = readFileSync(path.join(root, "docs", page), "utf8");
  const [, command = ""] = /```bash\n([^`]*node --env-file[^]*?)```/.exec(text) ?? [];
  expect(command).toContain(RELAY_URL);
  const checkout = mkdtempSync(path.join(tmpdir(), "volt-relay-checkout-"));
  symlinkSync(path.join(root, "dist"), path.join(checkout, "dist"));
  writeFileSync(
    path.join(checkout, ".env"),
    [
      ...[`TELERIVET_API_KEY=${telerivetApiKey}`, `TELERIVET_PROJECT_ID=${telerivetProjectId}`],
      ...[`TELERIVET_WEBHOOK_SECRET=${telerivetWebhookSecret}`, `VOLT_API_TOKEN=${voltApiToken}`],
      `VOLT_WEBHOOK_TOKEN=${voltWebhookToken}`,
    ].join("\n"),
  );
  const child = spawn("sh", ["-c", command.replace(RELAY_URL, relayUrl)], {
    cwd: checkout,
    env: {
      PATH: path.dirname(process.execPath) + path.delimiter + (process.env.PATH ?? ""),
      NODE_OPTIONS: `--require ${path.join(root, "dist/sandbox/redirect.js")}`,
      SANDBOX_REDIRECT: JSON.stringify(redirect),
    },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  await new Promise((resolve) => child.once("close", resolve));
  rmSync(checkout, { recursive: true, force: true });
  return output;
}

test("the command in docs/telerivet.md registers the webhook, and again changes nothing", async () => {
  const telerivet = await startTelerivet({ apiKey: telerivetApiKey, projectId: telerivetProjectId });
  opened(telerivet);
  const redirect = { "api.telerivet.com": telerivet.port };
  expect(await runCommandOf("telerivet.md", redirect)).toContain("action: 'created'");
  expect(await runCommandOf("telerivet.md", redirect)).toContain("action: 'unchanged'");
  const [service, ...others] = [...telerivet.services.values()];
  expect(others).toEqual([]);
  expect(service).toMatchObject({
    resource: { active: true, contact_number_filter: "all", apply_mode: "always" },
    config: { url: `${RELAY_URL}/telerivet/webhook`, secret: telerivetWebhookSecret },
  });
});

test("the command in docs/volt.md registers the webhook, and again keeps it", async () => {
  const asked: string[] = [];
  const relay = createServer((request, response) => {
    asked.push(request.url ?? "");
    request.resume();
    response.end("{}");
  });
  await new Promise<void>((resolve) => relay.listen(0, "127.0.0.1", resolve));
  opened({
    close: () =>
      new Promise<void>((resolve) =>
        relay.close(() => {
          resolve();
        }),
      ),
  });
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 1_024 });
  const volt = await startVolt({ token: voltApiToken, numbers: [], privateKey });
  opened(volt);
  const relayUrl = `http://127.0.0.1:${(relay.address() as AddressInfo).port}`;
  const redirect = { "api.respondflow.com": volt.port };
  expect(await runCommandOf("volt.md", redirect, relayUrl)).toContain("registered");
  expect(await runCommandOf("volt.md", redirect, relayUrl)).toContain("kept");
  const registered = `/volt/webhook?token=${voltWebhookToken}`;
  expect([...volt.webhooks.values()].map(({ url }) => url)).toEqual([relayUrl + registered]);
  // Volt's test request.
  expect(asked).toEqual([registered]);
});

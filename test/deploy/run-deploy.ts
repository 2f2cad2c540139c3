import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { built } from "./build-output";
import { runNode, type Run } from "./run-node";

/** Runs `twilio-run deploy` in a project folder as a user would, with Twilio's two hosts redirected to a stand-in. */
export async function runDeploy(folder: string, twilioPort: number): Promise<Run> {
  const home = mkdtempSync(path.join(tmpdir(), "volt-relay-home-"));
  const redirect = { "serverless.twilio.com": twilioPort, "serverless-upload.twilio.com": twilioPort };
  try {
    return await runNode(
      ["--require", built("sandbox/redirect.js"), "node_modules/twilio-run/bin/twilio-run.js", "deploy"],
      // HTTP_PROXY, TWILIO_REGION or NODE_ENV would change what it does, so it inherits nothing.
      { cwd: folder, env: { HOME: home, CI: "true", SANDBOX_REDIRECT: JSON.stringify(redirect) } },
    );
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

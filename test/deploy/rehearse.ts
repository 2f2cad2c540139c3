import type { Build } from "../../src/sandbox/serverless/record";
import { startTwilioServerless, type TwilioServerless } from "../../src/sandbox/serverless/twilio-serverless";
import { copyProject } from "./deploy-project";
import { account } from "./deploy-settings";
import { runDeploy } from "./run-deploy";
import type { Run } from "./run-node";

export interface Rehearsal {
  readonly twilio: TwilioServerless;
  /** The project's copy. */
  readonly folder: string;
  readonly deploy: Run;
  /** The one build that was made. */
  readonly build: Build;
  deployAgain: () => Promise<Run>;
  close: () => Promise<void>;
}

/**
 * Deploys a copy of this project to a stand-in that is as empty as a new Twilio account.
 *
 * @param change alters the copy before
 */
export async function rehearse(
  settings: Readonly<Record<string, string>>,
  change: (folder: string) => void = () => undefined,
): Promise<Rehearsal> {
  const project = copyProject(settings);
  const { folder } = project;
  change(folder);
  const twilio = await startTwilioServerless(account);
  const close = async () => {
    await twilio.close();
    project.remove();
  };
  const runHere = () => runDeploy(folder, twilio.port);
  const deploy = await runHere().catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return {
    twilio,
    folder,
    deploy,
    get build() {
      const [only, ...others] = twilio.builds;
      if (only === undefined || others.length > 0)
        throw new Error(
          `Expected one build, got ${twilio.builds.length}. The deploy said:\n${deploy.output}`,
        );
      return only;
    },
    deployAgain: runHere,
    close,
  };
}

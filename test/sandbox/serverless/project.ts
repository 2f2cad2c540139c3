import {
  startTwilioServerless,
  type TwilioServerless,
} from "../../../src/sandbox/serverless/twilio-serverless";
import { serverlessClient, type ServerlessClient } from "./client";

export interface ServerlessProject extends ServerlessClient {
  readonly twilio: TwilioServerless;
  close: () => Promise<void>;
  /** `Services/ZS…` */
  readonly service: string;
  /** `Services/ZS…/Environments/ZE…` */
  readonly environment: string;
  /** Makes a Function or Asset with one Version. @returns the Version's SID */
  version: (list: "Functions" | "Assets", path: string) => Promise<string>;
}

const account = { accountSid: `AC${"1".repeat(32)}`, authToken: "2".repeat(32) };

/** A stand-in with one Service and one Environment. */
export async function startProject(): Promise<ServerlessProject> {
  const twilio = await startTwilioServerless(account);
  const client = serverlessClient(twilio.port, account);
  const service = await client.post("Services", { UniqueName: "volt-relay", FriendlyName: "volt-relay" });
  const servicePath = `Services/${service.body.sid}`;
  const environments = `${servicePath}/Environments`;
  const environment = await client.post(environments, { UniqueName: "dev", DomainSuffix: "dev" });
  return {
    ...client,
    twilio,
    close: () => twilio.close(),
    service: servicePath,
    environment: `${environments}/${environment.body.sid}`,
    version: async (list, path) => {
      const owner = await client.post(`${servicePath}/${list}`, { FriendlyName: path });
      const versions = `${servicePath}/${list}/${owner.body.sid}/Versions`;
      const uploaded = await client.upload(versions, { Path: path, Visibility: "public" }, new Blob(["1"]));
      return uploaded.body.sid;
    },
  };
}

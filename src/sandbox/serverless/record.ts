export interface Upload {
  /** Of the Function Version or Asset Version: `ZN…`. */
  readonly sid: string;
  readonly path: string;
  readonly visibility: string;
  readonly content: Buffer;
  readonly contentType: string;
}

export interface Build {
  readonly sid: string;
  readonly functionVersions: readonly string[];
  readonly assetVersions: readonly string[];
  /** `{"twilio": "6.2.0"}`, with the versions as sent. */
  readonly dependencies: Readonly<Record<string, string>>;
  readonly runtime: string;
}

/** What deploys have brought, in order of arrival. */
export interface ServerlessRecord {
  readonly services: {
    readonly uniqueName: string;
    /** Whether its functions get ACCOUNT_SID and AUTH_TOKEN from Twilio. */
    readonly includesCredentials: boolean;
  }[];
  readonly functions: Upload[];
  readonly assets: Upload[];
  readonly builds: Build[];
  /** By name; of one name in several environments, the value that was set last. */
  readonly variables: Map<string, string>;
  readonly deployments: { readonly environmentSid: string; readonly buildSid: string }[];
}

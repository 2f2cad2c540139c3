interface Kind {
  /** The name of the list in a page of them. */
  readonly key: string;
  readonly sidPrefix: string;
  /** The name under which what lies below refers to its owner. */
  readonly ownerKey?: string;
  readonly links?: Readonly<Record<string, string>>;
}

/** The resources of the Serverless API, by their name in its URLs: https://www.twilio.com/docs/serverless/api */
const kinds: Readonly<Record<string, Kind>> = {
  Services: {
    key: "services",
    sidPrefix: "ZS",
    ownerKey: "service_sid",
    links: { environments: "Environments", functions: "Functions", assets: "Assets", builds: "Builds" },
  },
  "Services/Environments": {
    key: "environments",
    sidPrefix: "ZE",
    ownerKey: "environment_sid",
    links: { variables: "Variables", deployments: "Deployments" },
  },
  "Services/Environments/Variables": { key: "variables", sidPrefix: "ZV" },
  "Services/Environments/Deployments": { key: "deployments", sidPrefix: "ZD" },
  "Services/Functions": {
    key: "functions",
    sidPrefix: "ZH",
    ownerKey: "function_sid",
    links: { function_versions: "Versions" },
  },
  "Services/Functions/Versions": { key: "function_versions", sidPrefix: "ZN" },
  "Services/Assets": {
    key: "assets",
    sidPrefix: "ZH",
    ownerKey: "asset_sid",
    links: { asset_versions: "Versions" },
  },
  "Services/Assets/Versions": { key: "asset_versions", sidPrefix: "ZN" },
  "Services/Builds": { key: "builds", sidPrefix: "ZB", links: { build_status: "Status" } },
};

/** @param path of a resource or of a list: `Services/ZS…/Builds/ZB…`, `Services/ZS…/Builds`. */
export function kindOf(path: string): Kind | undefined {
  const names = path.split("/").filter((_, index) => index % 2 === 0);
  return kinds[names.join("/")];
}

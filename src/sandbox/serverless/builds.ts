import { dependenciesFault, readDependencies } from "./dependencies";
import { at, created, type Call, type Endpoint } from "./endpoint";
import { invalid } from "./refusal";
import { above, type Resource } from "./resource-tree";

/** https://www.twilio.com/en-us/changelog/node-js-v24-is-now-available-for-twilio-functions */
const runtimes = ["node20", "node22", "node24"];

/** https://www.twilio.com/docs/runtime/functions-assets-api (Limits) */
const functionsPerBuild = 50;

/** https://www.twilio.com/docs/serverless/api/resource/build#create-a-build-resource */
const createBuild: Endpoint = {
  method: "POST",
  host: "serverless.twilio.com",
  path: at("Services/{sid}/Builds"),
  answer: (call) => {
    const { path, form, tree, record } = call;
    const functions = versions(call, "FunctionVersions", "function_sid");
    const assets = versions(call, "AssetVersions", "asset_sid");
    if (functions.length + assets.length === 0)
      throw invalid("At least one Function Version or Asset Version is required for Build");
    if (functions.length > functionsPerBuild)
      throw invalid(`A Build can contain up to ${functionsPerBuild} Function Versions`);

    const runtime = form.optional("Runtime") ?? "node22";
    if (!runtimes.includes(runtime)) throw invalid(`unsupported runtime: ${runtime}`);

    const dependencies = readDependencies(form.optional("Dependencies"));
    const fault = dependenciesFault(dependencies);
    if (fault !== undefined) throw invalid(`Some dependencies could not be validated. ${fault}`);

    const build = tree.add(path, {
      status: "building",
      function_versions: functions,
      asset_versions: assets,
      dependencies: Object.entries(dependencies).map(([name, version]) => ({ name, version })),
      runtime,
    });
    record.builds.push({
      sid: build.sid,
      functionVersions: functions.map(({ sid }) => sid),
      assetVersions: assets.map(({ sid }) => sid),
      dependencies,
      runtime,
    });
    return created(build);
  },
};

/** The uploads that a build names: each from its own service, and one of a Function at most. */
function versions({ path, form, tree }: Call, parameter: string, ownerKey: string): Resource[] {
  const there = tree.below(above(path)).filter((resource) => ownerKey in resource);
  const bySid = new Map(there.map((version) => [version.sid, version]));
  const byOwner = new Map<unknown, string>();
  return form.all(parameter).map((sid) => {
    const version = bySid.get(sid);
    if (version === undefined) throw invalid(`${parameter} names no Version of this Service: ${sid}`);
    const other = byOwner.get(version[ownerKey]);
    if (other !== undefined)
      throw invalid(`Different Versions for the same ${ownerKey}. Conflicting SIDs: ${other} and ${sid}`);
    byOwner.set(version[ownerKey], sid);
    return version;
  });
}

export const buildEndpoints = [createBuild];

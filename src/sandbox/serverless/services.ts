import { at, created, type Endpoint } from "./endpoint";
import { conflict, invalid } from "./refusal";
import { above, type Fields } from "./resource-tree";

/** https://www.twilio.com/docs/serverless/api/resource/service#create-a-service-resource */
const createService: Endpoint = {
  method: "POST",
  host: "serverless.twilio.com",
  path: at("Services"),
  answer: ({ path, form, tree, record }) => {
    const uniqueName = form.required("UniqueName", { characters: 50 });
    mustBeNew(tree.list(path), { unique_name: uniqueName }, "Service with this UniqueName already exists.");
    const includesCredentials = form.optional("IncludeCredentials") !== "false";
    const service = tree.add(path, {
      friendly_name: form.required("FriendlyName", { characters: 255 }),
      unique_name: uniqueName,
      include_credentials: includesCredentials,
      ui_editable: form.optional("UiEditable") === "true",
      domain_base: `${uniqueName}-1234`,
    });
    record.services.push({ uniqueName, includesCredentials });
    return created(service);
  },
};

/** https://www.twilio.com/docs/serverless/api/resource/environment#create-an-environment-resource */
const createEnvironment: Endpoint = {
  method: "POST",
  host: "serverless.twilio.com",
  path: at("Services/{sid}/Environments"),
  answer: ({ path, form, tree }) => {
    const uniqueName = form.required("UniqueName", { characters: 100 });
    const suffix = form.optional("DomainSuffix") ?? null;
    if (suffix !== null && !/^[a-z0-9-]{1,16}$/.test(suffix)) throw invalid(`DomainSuffix: "${suffix}"`);
    const taken = "Environment with this UniqueName or DomainSuffix already exists.";
    mustBeNew(tree.list(path), { unique_name: uniqueName, domain_suffix: suffix }, taken);
    const base = String(tree.get(above(path))["domain_base"]);
    return created(
      tree.add(path, {
        build_sid: null,
        unique_name: uniqueName,
        domain_suffix: suffix,
        domain_name: `${[base, suffix].filter(Boolean).join("-")}.twil.io`,
      }),
    );
  },
};

/** https://www.twilio.com/docs/serverless/api/resource/deployment#create-a-deployment-resource */
const createDeployment: Endpoint = {
  method: "POST",
  host: "serverless.twilio.com",
  path: at("Services/{sid}/Environments/{sid}/Deployments"),
  answer: ({ path, form, tree, record }) => {
    const buildSid = form.required("BuildSid", { characters: 34 });
    const environment = tree.get(above(path));
    const build = tree.list(`Services/${String(environment["service_sid"])}/Builds`);
    if (!build.some(({ sid, status }) => sid === buildSid && status === "completed"))
      throw invalid(`BuildSid names no completed Build: ${buildSid}`);
    tree.update(above(path), { build_sid: buildSid });
    record.deployments.push({ environmentSid: environment.sid, buildSid });
    return created(tree.add(path, { build_sid: buildSid }));
  },
};

function mustBeNew(there: readonly Fields[], fields: Fields, message: string) {
  const clash = there.some((other) => Object.entries(fields).some(([name, value]) => other[name] === value));
  if (clash) throw conflict(message);
}

export const serviceEndpoints = [createService, createEnvironment, createDeployment];

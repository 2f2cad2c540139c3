import { closeAfterEach } from "../close-after-each";
import { startProject, type ServerlessProject } from "./project";
import { testWhatIsRefused, testWhatIsTaken } from "./refusal-cases";

const opened = closeAfterEach();

async function build({ version, post, service }: ServerlessProject, parameters: Record<string, string>) {
  const FunctionVersions = await version("Functions", "/send");
  return post(`${service}/Builds`, { FunctionVersions, ...parameters });
}

const numbers = (count: number) => Array.from({ length: count }, (_, number) => number);

async function buildOfFunctions({ version, post, service }: ServerlessProject, count: number) {
  const versions = numbers(count).map((number) => version("Functions", `/function-${number}`));
  return post(`${service}/Builds`, { FunctionVersions: await Promise.all(versions) });
}

const handler = (version: string) => JSON.stringify([{ name: "@twilio/runtime-handler", version }]);

const packages = (count: number) =>
  JSON.stringify(numbers(count).map((number) => ({ name: `package-${number}`, version: "1.0.0" })));

testWhatIsTaken([
  { case: "50 functions", ask: (project) => buildOfFunctions(project, 50) },
  { case: "100 dependencies", ask: (project) => build(project, { Dependencies: packages(100) }) },
  { case: "runtime-handler 2.0.3", ask: (project) => build(project, { Dependencies: handler("2.0.3") }) },
  { case: "node22", ask: (project) => build(project, { Runtime: "node22" }) },
  {
    case: "an asset alone",
    ask: async ({ version, post, service }) =>
      post(`${service}/Builds`, { AssetVersions: await version("Assets", "/logo.png") }),
  },
]);

testWhatIsRefused([
  {
    case: "a build of nothing",
    ask: ({ post, service }) => post(`${service}/Builds`, { Runtime: "node22" }),
    message: /At least one Function Version or Asset Version/,
  },
  { case: "51 functions", ask: (project) => buildOfFunctions(project, 51), message: /up to 50/ },
  {
    case: "a version that is not there",
    ask: ({ post, service }) => post(`${service}/Builds`, { FunctionVersions: `ZN${"0".repeat(32)}` }),
    message: /FunctionVersions names no Version/,
  },
  {
    case: "a function's version as an asset's",
    ask: async ({ version, post, service }) =>
      post(`${service}/Builds`, { AssetVersions: await version("Functions", "/send") }),
    message: /AssetVersions names no Version/,
  },
  {
    case: "two versions of one function",
    ask: async ({ post, upload, service }) => {
      const { sid } = (await post(`${service}/Functions`, { FriendlyName: "x" })).body;
      const send = () =>
        upload(`${service}/Functions/${sid}/Versions`, { Path: "/x", Visibility: "public" }, new Blob(["1"]));
      const [one, two] = [await send(), await send()];
      return post(`${service}/Builds`, { FunctionVersions: [one.body.sid, two.body.sid] });
    },
    message: /Conflicting SIDs/,
  },
  {
    case: "runtime-handler 2.1.0",
    ask: (project) => build(project, { Dependencies: handler("2.1.0") }),
    message: /could not be validated. No matching version found for @twilio\/runtime-handler@2.1.0/,
  },
  {
    case: "a range of runtime-handlers",
    ask: (project) => build(project, { Dependencies: handler("^2.0.3") }),
    message: /No matching version found for @twilio\/runtime-handler@\^2.0.3/,
  },
  {
    case: "101 dependencies",
    ask: (project) => build(project, { Dependencies: packages(101) }),
    message: /101 npm modules/,
  },
  {
    case: "dependencies that are not JSON",
    ask: (project) => build(project, { Dependencies: "twilio@6" }),
    message: /not JSON/,
  },
  {
    case: "dependencies without names",
    ask: (project) => build(project, { Dependencies: '[{"twilio":"6.2.0"}]' }),
    message: /no list of/,
  },
  {
    case: "node18",
    ask: (project) => build(project, { Runtime: "node18" }),
    message: /unsupported runtime: node18/,
  },
]);

it("takes a build to its deployment, once it is completed", async () => {
  const { version, post, get, twilio, service, environment } = opened(await startProject());
  const FunctionVersions = await version("Functions", "/send");
  // In quotation marks, as the toolkit sends it.
  const Dependencies = `"${handler("2.0.3")}"`;
  const made = await post(`${service}/Builds`, { FunctionVersions, Dependencies });
  const BuildSid = made.body.sid;
  expect(made.body).toMatchObject({ status: "building", function_versions: [{ path: "/send" }] });

  expect(await post(`${environment}/Deployments`, { BuildSid })).toMatchObject({ status: 400 });
  const status = await get(`${service}/Builds/${BuildSid}/Status`);
  expect(status.body).toMatchObject({ sid: BuildSid, status: "completed" });
  expect(await post(`${environment}/Deployments`, { BuildSid })).toMatchObject({ status: 201 });

  expect((await get(environment)).body["build_sid"]).toBe(BuildSid);
  expect(twilio.builds).toEqual([
    {
      sid: BuildSid,
      functionVersions: [FunctionVersions],
      assetVersions: [],
      dependencies: { "@twilio/runtime-handler": "2.0.3" },
      runtime: "node22",
    },
  ]);
});

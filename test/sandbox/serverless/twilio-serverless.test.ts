import { closeAfterEach } from "../close-after-each";
import { startProject, type ServerlessProject } from "./project";
import { testWhatIsRefused, type Asked } from "./refusal-cases";

const opened = closeAfterEach();

const absent = "f".repeat(32);

const strange: readonly Asked[] = [
  { case: "another version of the API", ask: ({ ask }) => ask({ method: "GET", path: "/v2/Services" }) },
  { case: "another endpoint", ask: ({ get, service }) => get(`${service}/Plugins`) },
  { case: "another method", ask: ({ ask, service }) => ask({ method: "DELETE", path: `/v1/${service}` }) },
  { case: "another service", ask: ({ get }) => get(`Services/ZS${absent}/Functions`) },
  {
    case: "a function for another service",
    ask: ({ post }) => post(`Services/ZS${absent}/Functions`, { FriendlyName: "x" }),
  },
  {
    case: "a build that is not there",
    ask: ({ get, service }) => get(`${service}/Builds/ZB${absent}/Status`),
  },
  {
    case: "an upload to the host that takes none",
    ask: async ({ post, service }) => {
      const { sid } = (await post(`${service}/Functions`, { FriendlyName: "x" })).body;
      return post(`${service}/Functions/${sid}/Versions`, { Path: "/x", Visibility: "public" });
    },
  },
  {
    case: "a question to the host that only takes uploads",
    ask: ({ ask }) => ask({ method: "GET", path: "/v1/Services", host: "serverless-upload.twilio.com" }),
  },
];

testWhatIsRefused(
  strange.map((one) => ({ ...one, message: /The requested resource .* was not found/ })),
  404,
  20404,
);

testWhatIsRefused(
  ["", `Basic ${Buffer.from(`AC${"1".repeat(32)}:wrong`).toString("base64")}`].map((authorization) => ({
    case: `the proof "${authorization}"`,
    ask: ({ ask }: ServerlessProject) => ask({ method: "GET", path: "/v1/Services", authorization }),
    message: /Authenticate/,
  })),
  401,
  20003,
);

it("shows a resource as Twilio does", async () => {
  const { get, environment, service } = opened(await startProject());
  const url = `https://serverless.twilio.com/v1/${environment}`;
  expect((await get(environment)).body).toEqual({
    sid: expect.stringMatching(/^ZE[0-9a-f]{32}$/) as string,
    account_sid: `AC${"1".repeat(32)}`,
    service_sid: service.slice("Services/".length),
    build_sid: null,
    unique_name: "dev",
    domain_suffix: "dev",
    domain_name: "volt-relay-1234-dev.twil.io",
    date_created: expect.stringMatching(/Z$/) as string,
    date_updated: expect.stringMatching(/Z$/) as string,
    url,
    links: { variables: `${url}/Variables`, deployments: `${url}/Deployments` },
  });
});

it("lists resources in pages", async () => {
  const { get, post, service } = opened(await startProject());
  for (const name of ["one", "two", "three"]) await post(`${service}/Functions`, { FriendlyName: name });
  const url = `https://serverless.twilio.com/v1/${service}/Functions`;
  expect((await get(`${service}/Functions?PageSize=2`)).body).toMatchObject({
    functions: [{ friendly_name: "one" }, { friendly_name: "two" }],
    meta: {
      key: "functions",
      page: 0,
      page_size: 2,
      url: `${url}?PageSize=2&Page=0`,
      first_page_url: `${url}?PageSize=2&Page=0`,
      previous_page_url: null,
      next_page_url: `${url}?PageSize=2&Page=1`,
    },
  });
  expect((await get(`${service}/Functions?PageSize=2&Page=1`)).body).toMatchObject({
    functions: [{ friendly_name: "three" }],
    meta: { next_page_url: null, previous_page_url: `${url}?PageSize=2&Page=0` },
  });
});

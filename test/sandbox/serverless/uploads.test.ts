import { closeAfterEach } from "../close-after-each";
import { startProject, type ServerlessProject } from "./project";
import { testWhatIsRefused, testWhatIsTaken } from "./refusal-cases";

const opened = closeAfterEach();

async function upload(
  { post, upload: send, service }: ServerlessProject,
  list: "Functions" | "Assets",
  parameters: { Path?: string; Visibility?: string },
  content = new Blob(["1"]),
) {
  const owner = await post(`${service}/${list}`, { FriendlyName: "x" });
  const complete = { Path: "/x", Visibility: "public", ...parameters };
  return send(`${service}/${list}/${owner.body.sid}/Versions`, complete, content);
}

const megabytes = (count: number) => new Blob([Buffer.alloc(count * 1024 * 1024)]);

testWhatIsTaken([
  {
    case: "a path of 255 characters",
    ask: (project) => upload(project, "Functions", { Path: `/${"x".repeat(254)}` }),
  },
  {
    case: "a path with a dot, a dash and an underscore",
    ask: (project) => upload(project, "Functions", { Path: "/a/b-c_d.e" }),
  },
  {
    case: "a protected function",
    ask: (project) => upload(project, "Functions", { Visibility: "protected" }),
  },
  { case: "a private function", ask: (project) => upload(project, "Functions", { Visibility: "private" }) },
  {
    case: "a private asset of 10 MB",
    ask: (project) => upload(project, "Assets", { Visibility: "private" }, megabytes(10)),
  },
  { case: "a public asset of 25 MB", ask: (project) => upload(project, "Assets", {}, megabytes(25)) },
]);

testWhatIsRefused([
  {
    case: "a path of 256 characters",
    ask: (project) => upload(project, "Functions", { Path: `/${"x".repeat(255)}` }),
    message: /Path is longer than 255/,
  },
  ...[..."; , ? : @ + & $ ( ) ' \" #".split(" "), " "].map((character) => ({
    case: `a path with "${character}"`,
    ask: (project: ServerlessProject) => upload(project, "Functions", { Path: `/a${character}b` }),
    message: /Path contains/,
  })),
  {
    case: "a path without a leading slash",
    ask: (project) => upload(project, "Assets", { Path: "logo.png" }),
    message: /begin with a slash/,
  },
  {
    case: "a visibility that there is not",
    ask: (project) => upload(project, "Functions", { Visibility: "secret" }),
    message: /Visibility: "secret"/,
  },
  {
    case: "an upload without content",
    ask: async ({ upload: send, post, service }) => {
      const { sid } = (await post(`${service}/Functions`, { FriendlyName: "x" })).body;
      return send(`${service}/Functions/${sid}/Versions`, { Path: "/x", Visibility: "public" });
    },
    message: /Missing required file Content/,
  },
  {
    case: "a private asset of 11 MB",
    ask: (project) => upload(project, "Assets", { Visibility: "private" }, megabytes(11)),
    message: /a private Asset/,
  },
  {
    case: "a public asset of 26 MB",
    ask: (project) => upload(project, "Assets", {}, megabytes(26)),
    message: /a public Asset/,
  },
]);

it("keeps what was uploaded, byte for byte", async () => {
  const project = opened(await startProject());
  const content = Buffer.from([0, 13, 10, 45, 45, 255, 0]);
  const sent = { Path: "/logo.png", Visibility: "protected" };
  const { body } = await upload(project, "Assets", sent, new Blob([content], { type: "image/png" }));
  expect(body).toMatchObject({ path: "/logo.png", visibility: "protected" });
  expect(project.twilio.assets).toEqual([
    { sid: body.sid, path: "/logo.png", visibility: "protected", content, contentType: "image/png" },
  ]);
});

import { closeAfterEach } from "../close-after-each";
import { startProject, type ServerlessProject } from "./project";
import { testWhatIsRefused, testWhatIsTaken } from "./refusal-cases";

const opened = closeAfterEach();

const set = ({ post, environment }: ServerlessProject, Key: string, Value: string) =>
  post(`${environment}/Variables`, { Key, Value });

async function setMany(project: ServerlessProject, count: number) {
  for (let number = 1; number < count; number++) await set(project, `NAME_${number}`, "x".repeat(450));
  return set(project, "LAST_NAME", "x".repeat(450));
}

testWhatIsTaken([
  { case: "a value of 450 bytes", ask: (project) => set(project, "NAME", "x".repeat(450)) },
  { case: "a name of 128 characters", ask: (project) => set(project, "N".repeat(128), "x") },
  { case: "five values of 450 bytes", ask: (project) => setMany(project, 5) },
]);

testWhatIsRefused([
  {
    case: "a value of 451 bytes",
    ask: (project) => set(project, "NAME", "x".repeat(451)),
    message: /NAME has 451 bytes/,
  },
  {
    case: "a value of 226 characters with two bytes each",
    ask: (project) => set(project, "NAME", "é".repeat(226)),
    message: /NAME has 452 bytes/,
  },
  {
    case: "a name of 129 characters",
    ask: (project) => set(project, "N".repeat(129), "x"),
    message: /Key is longer than 128/,
  },
  {
    case: "no value",
    ask: (project) => set(project, "NAME", ""),
    message: /Missing required parameter Value/,
  },
  {
    case: "a value that makes all of them more than 3 KB",
    ask: (project) => setMany(project, 6),
    message: /a context of 3\d{3} bytes/,
  },
]);

testWhatIsRefused(
  [
    {
      case: "a name that is there",
      ask: async (project) => {
        await set(project, "NAME", "one");
        return set(project, "NAME", "two");
      },
      message: /Variable already exists: NAME/,
    },
  ],
  409,
  20409,
);

it("changes and removes a variable", async () => {
  const project = opened(await startProject());
  const { body } = await set(project, "NAME", "one");
  const path = `${project.environment}/Variables/${body.sid}`;
  expect(await project.post(path, { Key: "NAME", Value: "two" })).toMatchObject({ status: 200 });
  expect([...project.twilio.variables]).toEqual([["NAME", "two"]]);
  expect(await project.ask({ method: "DELETE", path: `/v1/${path}` })).toMatchObject({ status: 204 });
  expect([...project.twilio.variables]).toEqual([]);
});

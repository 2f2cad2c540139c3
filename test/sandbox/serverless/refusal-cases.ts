import type { Answered } from "./client";
import { startProject, type ServerlessProject } from "./project";

export interface Asked {
  readonly case: string;
  readonly ask: (project: ServerlessProject) => Promise<Answered>;
}

export interface Refused extends Asked {
  readonly message: RegExp;
}

async function answerTo(ask: Asked["ask"]): Promise<Answered> {
  const project = await startProject();
  try {
    return await ask(project);
  } finally {
    await project.close();
  }
}

/** Each is one fault away from what is refused. */
export function testWhatIsTaken(cases: readonly Asked[]): void {
  it.each(cases)("takes $case", async ({ ask }) => {
    expect(await answerTo(ask)).toMatchObject({ status: 201 });
  });
}

export function testWhatIsRefused(cases: readonly Refused[], status = 400, code = 20001): void {
  it.each(cases)("refuses $case", async ({ ask, message }) => {
    expect(await answerTo(ask)).toEqual({
      status,
      body: {
        code,
        status,
        message: expect.stringMatching(message) as string,
        more_info: `https://www.twilio.com/docs/errors/${code}`,
      },
    });
  });
}

import type { Answer, ReceivedRequest, Route } from "../stand-in/stand-in";
import { notFound, telerivetError } from "./answer";
import { readBody } from "./body";
import type { Parameters } from "./body";
import { requireApiKey } from "./credentials";

export type Groups = Record<string, string>;

export interface Guards {
  /** Lets those with the API key in to its one project. */
  read: (act: (request: ReceivedRequest, groups: Groups) => Answer) => Route["act"];
  /** The same, for a POST with a JSON object and without a query. */
  write: (act: (parameters: Parameters, groups: Groups) => Answer | Promise<Answer>) => Route["act"];
}

export function createGuards({ apiKey, projectId }: { apiKey: string; projectId: string }): Guards {
  const refuseStranger = requireApiKey(apiKey);
  const inProject =
    (act: Route["act"]): Route["act"] =>
    (request, groups) =>
      refuseStranger(request) ??
      (groups.project === projectId ? act(request, groups) : telerivetError(notFound("Project")));
  return {
    read: inProject,
    write: (act) =>
      inProject((request, groups) => {
        const body = readBody(request);
        return "code" in body ? telerivetError(body) : act(body.parameters, groups);
      }),
  };
}

/** `projectPath("messages", "(?<id>[^/]+)")` matches `/v1/projects/…/messages/…`. */
export const projectPath = (...segments: string[]) =>
  new RegExp(`^${["/v1/projects/(?<project>[^/]+)", ...segments].join("/")}$`);

export const anyId = "(?<id>[^/]+)";

import type { Answer } from "./endpoint";
import { kindOf } from "./kinds";
import { page } from "./page";
import { notFound } from "./refusal";
import { above, type ResourceTree } from "./resource-tree";

/** Answers a GET: of a list (`Services/ZS…/Functions`), of one resource, or of a build's status. */
export function read(tree: ResourceTree, path: string, url: URL): Answer {
  if (path.endsWith("/Status")) return { status: 200, body: buildStatus(tree, above(path)) };
  const kind = kindOf(path);
  if (kind === undefined) throw notFound(path);
  const isList = path.split("/").length % 2 === 1;
  return { status: 200, body: isList ? page(kind.key, tree.list(path), url) : tree.get(path) };
}

/** https://www.twilio.com/docs/serverless/api/resource/build-status */
function buildStatus(tree: ResourceTree, path: string): unknown {
  if (kindOf(path)?.key !== "builds") throw notFound(path);
  const { sid, account_sid, service_sid, status, url } = tree.update(path, { status: "completed" });
  return { sid, account_sid, service_sid, status, url: `${String(url)}/Status` };
}

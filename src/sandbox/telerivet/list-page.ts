import { createHash } from "node:crypto";
import type { TelerivetError } from "./answer";
import { invalidParam } from "./answer";

export interface Filter<Resource> {
  isValid?: (value: string) => boolean;
  matches: (resource: Resource, value: string) => boolean;
}

export interface Listing<Resource> {
  query: URLSearchParams;
  filters: Record<string, Filter<Resource>>;
  /** In the order of their creation, which is the default one. */
  resources: readonly Resource[];
  sorts?: Record<string, (one: Resource, other: Resource) => number>;
  toJson?: (resource: Resource) => unknown;
}

const paging = ["sort", "sort_dir", "page_size", "offset", "marker", "count"];

/**
 * One page as `{data, truncated, next_marker}`, or `{count}`. A page goes on after the last resource of the one before,
 * whatever was created in between, and only for the same parameters. How a real marker looks is unconfirmed.
 */
export function listPage<Resource extends { id: string }>(
  listing: Listing<Resource>,
): object | TelerivetError {
  const {
    query,
    filters,
    resources,
    sorts = {},
    toJson = (resource: Resource): unknown => resource,
  } = listing;
  const refusal = refuseQuery(query, filters, sorts);
  if (refusal) return refusal;

  const isWanted = (resource: Resource) =>
    [...query].every(([name, value]) => filters[name]?.matches(resource, value) ?? true);
  const sorted = resources.toSorted(sorts[query.get("sort") ?? ""] ?? (() => 0));
  if (query.get("sort_dir") === "desc") sorted.reverse();
  const marker = query.get("marker");
  const after = marker === null ? -1 : sorted.findIndex(({ id }) => markerOf(query, id) === marker);
  if (marker !== null && after === -1)
    return invalidParam("marker", "marker is not of a query with these parameters");
  const found = sorted.slice(after + 1).filter(isWanted);
  if (isCount(query)) return { count: found.length };

  const start = marker === null ? Number(query.get("offset") ?? 0) : 0;
  const pageSize = pageSizeOf(query);
  const shown = found.slice(start, start + pageSize);
  const last = shown.at(-1);
  const truncated = last !== undefined && start + pageSize < found.length;
  return {
    data: shown.map(toJson),
    truncated,
    next_marker: truncated ? markerOf(query, last.id) : null,
  };
}

function refuseQuery(
  query: URLSearchParams,
  filters: Record<string, { isValid?: (value: string) => boolean }>,
  sorts: object,
): TelerivetError | undefined {
  for (const [name, value] of query) {
    const filter = Object.hasOwn(filters, name) ? filters[name] : undefined;
    if (!filter && !paging.includes(name)) return invalidParam(name, `Unknown parameter: ${name}`);
    if (query.getAll(name).length > 1) return invalidParam(name, `${name} is given twice`);
    if (filter?.isValid?.(value) === false) return invalidParam(name, `${name} has an invalid value`);
  }
  if (!["default", ...Object.keys(sorts)].includes(query.get("sort") ?? "default"))
    return invalidParam("sort", "sort is not supported");
  if (!["asc", "desc"].includes(query.get("sort_dir") ?? "asc"))
    return invalidParam("sort_dir", "sort_dir must be asc or desc");
  const pageSize = pageSizeOf(query);
  if (!Number.isInteger(pageSize) || pageSize < 1 || pageSize > 500)
    return invalidParam("page_size", "page_size must be between 1 and 500");
  return /^\d+$/.test(query.get("offset") ?? "0")
    ? undefined
    : invalidParam("offset", "offset must be 0 or more");
}

const pageSizeOf = (query: URLSearchParams) => Number(query.get("page_size") ?? 50);

const isCount = (query: URLSearchParams) => ["1", "true"].includes(query.get("count") ?? "");

/** Of this resource in this query, its other parameters in any order. */
function markerOf(query: URLSearchParams, id: string): string {
  const asked = [...query].filter(([name]) => name !== "marker").map(([name, value]) => `${name}=${value}`);
  return createHash("md5")
    .update([id, ...asked.sort()].join("&"))
    .digest("hex");
}

export const isBool = (value: string) => ["1", "0", "true", "false"].includes(value);
export const readBool = (value: string) => value === "1" || value === "true";
export const isTime = (value: string) => /^\d+$/.test(value);

import type { TwilioError } from "../twilio/answer";
import { invalidParameter } from "./sync-errors";

export interface Listing<Resource> {
  /** The member of the answer that holds the resources, as `items`. */
  name: string;
  /** The list's own, without a query. */
  url: string;
  query: URLSearchParams;
  resources: readonly Resource[];
  /** Unique, and what the list is sorted by. */
  idOf: (resource: Resource) => string;
  toJson: (resource: Resource) => object;
}

/**
 * One page of a list, as `{"items": […], "meta": {"key": "items", "next_page_url": …}}`. A page goes on after the last
 * resource of the one before, whatever was written or deleted in between; how a real token looks is unconfirmed.
 * Page is the client's own count and chooses nothing: https://www.twilio.com/docs/sync/api/map-item-resource
 */
export function listPage<Resource>(listing: Listing<Resource>): object | TwilioError {
  const { name, url, query, resources, idOf, toJson } = listing;
  const pageSize = Number(query.get("PageSize") ?? 50);
  // That a larger page is refused, and not cut down to 100, is unconfirmed.
  if (!Number.isInteger(pageSize) || pageSize < 1 || pageSize > 100)
    return { code: 20006, message: "Page size must be between 1 and 100", status: 400 };
  const page = Number(query.get("Page") ?? 0);
  if (!Number.isInteger(page) || page < 0) return invalidParameter("Page must be 0 or more");
  const token = query.has("PageToken") ? readToken(query.get("PageToken") ?? "") : undefined;
  if (token === null) return invalidParameter("Invalid PageToken");

  const sign = query.get("Order") === "desc" ? -1 : 1;
  const compare = (one: string, other: string) => sign * (one < other ? -1 : Number(one > other));
  const sorted = resources.toSorted((one, other) => compare(idOf(one), idOf(other)));
  const start = token ? startOf(token, sorted.map(idOf), compare, pageSize) : 0;
  const shown = sorted.slice(start, start + pageSize);

  const pageUrl = (number: number, pageToken?: string) => {
    const parameters = new URLSearchParams([...query].filter(([given]) => !given.startsWith("Page")));
    parameters.set("PageSize", String(pageSize));
    parameters.set("Page", String(number));
    if (pageToken !== undefined) parameters.set("PageToken", pageToken);
    return `${url}?${parameters.toString()}`;
  };
  const [first, last] = [shown.at(0), shown.at(-1)];
  const hasNext = start + shown.length < sorted.length;
  return {
    meta: {
      page,
      page_size: pageSize,
      first_page_url: pageUrl(0),
      previous_page_url:
        first && start > 0 ? pageUrl(Math.max(page - 1, 0), writeToken("before", idOf(first))) : null,
      url: pageUrl(page, query.get("PageToken") ?? undefined),
      next_page_url: last && hasNext ? pageUrl(page + 1, writeToken("after", idOf(last))) : null,
      key: name,
    },
    [name]: shown.map(toJson),
  };
}

interface Token {
  side: "after" | "before";
  id: string;
}

const prefixes = { after: "PA", before: "PB" } as const;

const writeToken = (side: Token["side"], id: string) =>
  prefixes[side] + Buffer.from(id).toString("base64url");

function readToken(token: string): Token | null {
  const side = token.startsWith(prefixes.after) ? "after" : "before";
  const id = Buffer.from(token.slice(2), "base64url").toString();
  return id !== "" && writeToken(side, id) === token ? { side, id } : null;
}

function startOf(
  { side, id }: Token,
  ids: readonly string[],
  compare: (one: string, other: string) => number,
  pageSize: number,
): number {
  if (side === "after") return ids.filter((one) => compare(one, id) <= 0).length;
  return Math.max(ids.filter((one) => compare(one, id) < 0).length - pageSize, 0);
}

import type { TwilioError } from "../twilio/answer";
import { listPage } from "./list-page";
import type { Owner } from "./resources";
import { itemJson, itemsUrl } from "./resources";
import { invalidParameter } from "./sync-errors";
import type { StoredMap } from "./sync-store";

/** Items by key, from `From` on: https://www.twilio.com/docs/sync/api/map-item-resource#read-multiple-mapitem-resources */
export function listItems(owner: Owner, map: StoredMap, query: URLSearchParams): object | TwilioError {
  const order = query.get("Order") ?? "asc";
  if (order !== "asc" && order !== "desc") return invalidParameter("Order must be asc or desc");
  const bounds = query.get("Bounds") ?? "inclusive";
  if (bounds !== "inclusive" && bounds !== "exclusive")
    return invalidParameter("Bounds must be inclusive or exclusive");

  const from = query.get("From");
  const isAsked = (key: string) => {
    if (from === null) return true;
    if (key === from) return bounds === "inclusive";
    return order === "asc" ? key > from : key < from;
  };
  return listPage({
    name: "items",
    url: itemsUrl(owner, map),
    query,
    resources: [...map.items.values()].filter(({ key }) => isAsked(key)),
    idOf: ({ key }) => key,
    toJson: (item) => itemJson(owner, map, item),
  });
}

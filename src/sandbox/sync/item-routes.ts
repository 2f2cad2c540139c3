import type { IncomingHttpHeaders } from "node:http";
import type { Answer, Route } from "../stand-in/stand-in";
import type { TwilioError } from "../twilio/answer";
import { twilioError, twilioJson } from "../twilio/answer";
import { listItems } from "./item-list";
import type { SyncRouteOptions } from "./map-routes";
import {
  dataBytes,
  expiryOf,
  parseData,
  refuseData,
  refuseKey,
  refuseMissing,
  refuseTtls,
} from "./parameters";
import { itemJson } from "./resources";
import { missing, refuseRead, refuseWrite } from "./routing";
import { syncErrors } from "./sync-errors";
import type { ItemChange, StoredItem, StoredMap } from "./sync-store";

const items = /^\/v1\/Services\/(?<service>[^/]+)\/Maps\/(?<map>[^/]+)\/Items$/;
const oneItem = /^\/v1\/Services\/(?<service>[^/]+)\/Maps\/(?<map>[^/]+)\/Items\/(?<key>[^/]+)$/;

/** The items of a map: https://www.twilio.com/docs/sync/api/map-item-resource */
export function itemRoutes({ owner, guards, store, now }: SyncRouteOptions): Route[] {
  const answerItem = (status: number, map: StoredMap, item: StoredItem): Answer => {
    const { headers, ...answer } = twilioJson(status, itemJson(owner, map, item));
    // The ETag is the revision, by https://www.twilio.com/docs/api/errors/54205; that it has no quotes is unconfirmed.
    return { ...answer, headers: { ...headers, etag: String(item.revision) } };
  };
  const changeOf = (form: URLSearchParams): ItemChange => ({
    data: parseData(form.get("Data")),
    expiresAt: expiryOf(form, ["ItemTtl", "Ttl"], now()),
    collectionExpiresAt: expiryOf(form, ["CollectionTtl"], now()),
  });

  return [
    {
      method: "POST",
      path: items,
      act: guards.inMap(["Key", "Data", "Ttl", "ItemTtl", "CollectionTtl"], ({ parameters }, map) => {
        const key = parameters.get("Key") ?? "";
        const data = parameters.get("Data");
        const refusal =
          refuseWrite(map, dataBytes(data)) ??
          refuseMissing(parameters, ["Key", "Data"]) ??
          refuseKey(key) ??
          refuseData(data) ??
          refuseTtls(parameters) ??
          (map.items.has(key) ? syncErrors.itemExists : undefined);
        if (refusal) return twilioError(refusal);
        return answerItem(201, map, store.createItem(map, key, changeOf(parameters)));
      }),
    },
    {
      method: "GET",
      path: items,
      act: guards.inMap(
        ["Order", "From", "Bounds", "PageSize", "Page", "PageToken"],
        ({ parameters }, map) => {
          const refusal = refuseRead(map);
          if (refusal) return twilioError(refusal);
          const page = listItems(owner, map, parameters);
          return "code" in page ? twilioError(page) : twilioJson(200, page);
        },
      ),
    },
    {
      method: "GET",
      path: oneItem,
      act: guards.inItem([], ({ request }, map, item) => {
        const refusal = refuseRead(map);
        if (refusal) return twilioError(refusal);
        return item ? answerItem(200, map, item) : missing(request);
      }),
    },
    {
      method: "POST",
      path: oneItem,
      act: guards.inItem(
        ["Data", "Ttl", "ItemTtl", "CollectionTtl"],
        ({ request, parameters }, map, item) => {
          const data = parameters.get("Data");
          const refusal =
            refuseWrite(map, dataBytes(data)) ??
            refuseNothing(parameters) ??
            refuseData(data) ??
            refuseTtls(parameters);
          if (refusal) return twilioError(refusal);
          if (!item) return missing(request);
          const mismatch = refuseRevision(request.headers, item);
          if (mismatch) return twilioError(mismatch);
          return answerItem(200, map, store.updateItem(map, item, changeOf(parameters)));
        },
      ),
    },
    {
      method: "DELETE",
      path: oneItem,
      act: guards.inItem([], ({ request }, map, item) => {
        const refusal = refuseWrite(map);
        if (refusal) return twilioError(refusal);
        if (!item) return missing(request);
        const mismatch = refuseRevision(request.headers, item);
        if (mismatch) return twilioError(mismatch);
        store.deleteItem(map, item);
        return { status: 204 };
      }),
    },
  ];
}

/** CollectionTtl "can only be used when the Map Item's data or ttl is updated"; the code for it alone is unconfirmed. */
function refuseNothing(form: URLSearchParams): TwilioError | undefined {
  const isChange = ["Data", "Ttl", "ItemTtl"].some((name) => form.has(name));
  return isChange ? undefined : syncErrors.nothingToChange;
}

/** Without If-Match the last write wins. What counts as "not a valid revision" (54003) is unconfirmed. */
function refuseRevision(
  { "if-match": expected }: IncomingHttpHeaders,
  { revision }: StoredItem,
): TwilioError | undefined {
  if (expected === undefined || expected === String(revision)) return undefined;
  return /^[0-9a-f]+$/.test(expected) ? syncErrors.revisionMismatch : syncErrors.invalidRevision;
}

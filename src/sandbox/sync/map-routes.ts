import type { Route } from "../stand-in/stand-in";
import { twilioError, twilioJson } from "../twilio/answer";
import { listPage } from "./list-page";
import { expiryOf, refuseTtls, refuseUniqueName } from "./parameters";
import type { Owner } from "./resources";
import { mapJson, mapsUrl, serviceJson } from "./resources";
import type { Guards } from "./routing";
import { refuseRead, refuseWrite } from "./routing";
import { rateLimited, syncErrors } from "./sync-errors";
import type { StoredMap, SyncStore } from "./sync-store";

export interface SyncRouteOptions {
  owner: Owner;
  guards: Guards;
  store: SyncStore;
  now: () => number;
}

const service = /^\/v1\/Services\/(?<service>[^/]+)$/;
const maps = /^\/v1\/Services\/(?<service>[^/]+)\/Maps$/;
const oneMap = /^\/v1\/Services\/(?<service>[^/]+)\/Maps\/(?<map>[^/]+)$/;

/** The default service and its maps: https://www.twilio.com/docs/sync/api/map-resource */
export function mapRoutes({ owner, guards, store, now }: SyncRouteOptions): Route[] {
  const startedAt = now();
  const answerMap = (status: number, map: StoredMap) => twilioJson(status, mapJson(owner, map));
  // Maps created and deleted share one rate, that of the service: https://www.twilio.com/docs/sync/limits
  const refuseObject = () =>
    store.service.writes.take() ? undefined : rateLimited(`write-service-${owner.serviceSid}`);
  // That lists of maps have a rate too, and which, is unconfirmed.
  const refuseList = () =>
    store.service.reads.take() ? undefined : rateLimited(`read-service-${owner.serviceSid}`);

  return [
    {
      method: "GET",
      path: service,
      act: guards.inService([], () => twilioJson(200, serviceJson(owner, startedAt))),
    },
    {
      method: "POST",
      path: maps,
      act: guards.inService(["UniqueName", "Ttl", "CollectionTtl"], ({ parameters }) => {
        const uniqueName = parameters.get("UniqueName");
        const isTaken = () => uniqueName !== null && store.find(uniqueName) !== undefined;
        const refusal =
          refuseObject() ??
          refuseUniqueName(uniqueName) ??
          refuseTtls(parameters) ??
          (isTaken() ? syncErrors.nameExists : undefined);
        if (refusal) return twilioError(refusal);
        const expiresAt = expiryOf(parameters, ["CollectionTtl", "Ttl"], now());
        return answerMap(201, store.createMap(uniqueName, expiresAt ?? null));
      }),
    },
    {
      method: "GET",
      path: maps,
      act: guards.inService(["PageSize", "Page", "PageToken"], ({ parameters }) => {
        const refusal = refuseList();
        if (refusal) return twilioError(refusal);
        const page = listPage({
          name: "maps",
          url: mapsUrl(owner),
          query: parameters,
          resources: store.all(),
          idOf: ({ sid }) => sid,
          toJson: (map) => mapJson(owner, map),
        });
        return "code" in page ? twilioError(page) : twilioJson(200, page);
      }),
    },
    {
      method: "GET",
      path: oneMap,
      act: guards.inMap([], (_, map) => {
        const refusal = refuseRead(map);
        return refusal ? twilioError(refusal) : answerMap(200, map);
      }),
    },
    {
      method: "DELETE",
      path: oneMap,
      act: guards.inMap([], (_, map) => {
        const refusal = refuseObject() ?? refuseWrite(map);
        if (refusal) return twilioError(refusal);
        store.deleteMap(map);
        return { status: 204 };
      }),
    },
  ];
}

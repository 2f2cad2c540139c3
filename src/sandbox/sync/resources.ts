import type { StoredItem, StoredMap } from "./sync-store";

/** Without milliseconds: `2015-07-30T20:00:00Z`. */
export const iso8601 = (epochMs: number) => new Date(epochMs).toISOString().replace(/\.\d+Z$/, "Z");

export const expiryDate = ({ expiresAt }: { expiresAt: number | null }) =>
  expiresAt === null ? null : iso8601(expiresAt);

/** What every resource's JSON is made with. */
export interface Owner {
  accountSid: string;
  serviceSid: string;
}

const serviceUrl = ({ serviceSid }: Owner) => `https://sync.twilio.com/v1/Services/${serviceSid}`;
export const mapsUrl = (owner: Owner) => `${serviceUrl(owner)}/Maps`;
export const itemsUrl = (owner: Owner, { sid }: StoredMap) => `${mapsUrl(owner)}/${sid}/Items`;

/** https://www.twilio.com/docs/sync/api/service */
export function serviceJson(owner: Owner, createdAt: number) {
  const url = serviceUrl(owner);
  return {
    sid: owner.serviceSid,
    unique_name: "default",
    account_sid: owner.accountSid,
    friendly_name: "Default Service",
    date_created: iso8601(createdAt),
    date_updated: iso8601(createdAt),
    url,
    webhook_url: null,
    webhooks_from_rest_enabled: false,
    reachability_webhooks_enabled: false,
    acl_enabled: false,
    reachability_debouncing_enabled: false,
    reachability_debouncing_window: 5000,
    links: {
      documents: `${url}/Documents`,
      lists: `${url}/Lists`,
      maps: `${url}/Maps`,
      streams: `${url}/Streams`,
    },
  };
}

/** https://www.twilio.com/docs/sync/api/map-resource */
export function mapJson(owner: Owner, map: StoredMap) {
  const url = `${mapsUrl(owner)}/${map.sid}`;
  return {
    sid: map.sid,
    unique_name: map.uniqueName,
    account_sid: owner.accountSid,
    service_sid: owner.serviceSid,
    url,
    links: { items: `${url}/Items`, permissions: `${url}/Permissions` },
    revision: String(map.revision),
    date_expires: expiryDate(map),
    date_created: iso8601(map.createdAt),
    date_updated: iso8601(map.updatedAt),
    created_by: "system",
  };
}

/** https://www.twilio.com/docs/sync/api/map-item-resource */
export function itemJson(owner: Owner, map: StoredMap, item: StoredItem) {
  return {
    key: item.key,
    account_sid: owner.accountSid,
    service_sid: owner.serviceSid,
    map_sid: map.sid,
    url: `${itemsUrl(owner, map)}/${encodeURIComponent(item.key)}`,
    revision: String(item.revision),
    data: item.data,
    date_expires: expiryDate(item),
    date_created: iso8601(item.createdAt),
    date_updated: iso8601(item.updatedAt),
    created_by: "system",
  };
}

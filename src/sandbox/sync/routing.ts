import type { Answer, ReceivedRequest, Route } from "../stand-in/stand-in";
import { notFound, twilioError } from "../twilio/answer";
import { requireCredentials } from "../twilio/credentials";
import { parseForm } from "../twilio/form";
import { refuseUnknown } from "./parameters";
import type { Owner } from "./resources";
import { rateLimited } from "./sync-errors";
import type { StoredItem, StoredMap, SyncStore } from "./sync-store";

/** Sync names a missing resource without the version: "The requested resource /Services/default/Maps/x was not found". */
export const missing = ({ path }: ReceivedRequest) => notFound(path.replace(/^\/v1(?=\/)/, ""));

export interface Guards {
  /** Lets those with the account's credentials in to its one service, with parameters that the endpoint knows. */
  inService: (known: readonly string[], act: (call: Call) => Answer) => Route["act"];
  inMap: (known: readonly string[], act: (call: Call, map: StoredMap) => Answer) => Route["act"];
  /** The item may be missing. */
  inItem: (
    known: readonly string[],
    act: (call: Call, map: StoredMap, item: StoredItem | undefined) => Answer,
  ) => Route["act"];
}

export interface Call {
  request: ReceivedRequest;
  /** Those of the query, or of a POST's form. */
  parameters: URLSearchParams;
}

export interface GuardOptions extends Owner {
  authToken: string;
  store: SyncStore;
}

export function createGuards({ accountSid, serviceSid, authToken, store }: GuardOptions): Guards {
  const refuseStranger = requireCredentials(accountSid, authToken);

  const inPath =
    (known: readonly string[], act: (call: Call, groups: Record<string, string>) => Answer): Route["act"] =>
    (request, groups) => {
      const refusal = refuseStranger(request);
      if (refusal) return refusal;
      if (groups.service !== "default" && groups.service !== serviceSid) return missing(request);
      const isPost = request.method === "POST";
      const parameters = isPost ? parseForm(request) : request.query;
      const unknown =
        refuseUnknown(parameters, known) ?? (isPost ? refuseUnknown(request.query, []) : undefined);
      return unknown ? twilioError(unknown) : act({ request, parameters }, groups);
    };

  const inMap = (
    known: readonly string[],
    act: (call: Call, map: StoredMap, groups: Record<string, string>) => Answer,
  ) =>
    inPath(known, (call, groups) => {
      const map = store.find(decodeSegment(groups.map) ?? "");
      return map ? act(call, map, groups) : missing(call.request);
    });

  return {
    inService: inPath,
    inMap,
    inItem: (known, act) =>
      inMap(known, (call, map, { key }) => act(call, map, map.items.get(decodeSegment(key) ?? ""))),
  };
}

/**
 * Users report that a key with a slash can be created and then be read in lists only. That an encoded slash does not
 * help is unconfirmed, and the worse.
 */
function decodeSegment(segment = ""): string | undefined {
  try {
    const text = decodeURIComponent(segment);
    return text.includes("/") ? undefined : text;
  } catch {
    return undefined; // A stray % names nothing.
  }
}

export const refuseRead = (map: StoredMap) =>
  map.reads.take() ? undefined : rateLimited(`read-map-${map.sid}`);

/**
 * Every write counts, also one that is then refused: unconfirmed, and the worse. "Objects larger than 1 KiB are
 * rate-limited more aggressively", down to a tenth from 10 KiB on (https://www.twilio.com/docs/sync/limits); that the
 * payload's size counts, and what holds in between, is unconfirmed.
 */
export function refuseWrite(map: StoredMap, payloadBytes = 0) {
  const cost = Math.min(Math.max(payloadBytes / 1024, 1), 10);
  return map.writes.take(cost) ? undefined : rateLimited(`write-map-${map.sid}`);
}

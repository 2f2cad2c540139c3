import type { Deadline } from "../relay/deadline";
import { isJsonObject, type JsonObject } from "../relay/json";
import { present } from "../relay/present";
import type { TelerivetClient } from "./client";
import type { MessageFilter } from "./message-filter";
import { REF_VARIABLE } from "./send-parameters";

/** Telerivet's clock and ours may differ a little. */
const BEFORE_MS = 5_000;
/** A Function is ended after 10 s, and its request with it. */
const AFTER_MS = 20_000;
/** A page of an answer that stays well under what the relay reads of one. */
const PAGE_SIZE = 200;

/** The outgoing message that carries the relay's own reference; undefined where none of these does. */
export function findSent(messages: readonly JsonObject[], ref: string): JsonObject | undefined {
  return messages.find(
    ({ direction, vars }) => direction === "outgoing" && isJsonObject(vars) && vars[REF_VARIABLE] === ref,
  );
}

/**
 * Looks up what a send of unknown outcome has made, page by page. Telerivet cannot be asked for a variable.
 *
 * @param sinceMs when the send began (epoch milliseconds)
 * @throws as TelerivetClient.listMessages
 */
export async function lookUpSent(
  client: Pick<TelerivetClient, "listMessages">,
  ref: string,
  sinceMs: number,
  deadline: Deadline,
): Promise<JsonObject | undefined> {
  const filter: MessageFilter = {
    ...{ direction: "outgoing", source: "api", pageSize: PAGE_SIZE },
    ...{ createdFrom: sinceMs - BEFORE_MS, createdBefore: sinceMs + AFTER_MS },
  };
  let marker: string | undefined;
  do {
    const page = await client.listMessages({ ...filter, ...present({ marker }) }, deadline.remainingMs());
    const found = findSent(page.items, ref);
    if (found !== undefined) return found;
    marker = page.next;
  } while (marker !== undefined && deadline.remainingMs() > 0);
  return undefined;
}

/** Which messages of the project, in which order. What is absent filters nothing. https://telerivet.com/api/rest/curl#project.queryMessages */
export interface MessageFilter {
  readonly direction?: "incoming" | "outgoing";
  readonly source?: string;
  readonly status?: string;
  readonly messageType?: string;
  readonly contactId?: string;
  readonly phoneId?: string;
  readonly broadcastId?: string;
  readonly externalId?: string;
  /** Epoch milliseconds. Telerivet counts whole seconds: messages of this time's second are among them. */
  readonly createdFrom?: number;
  /** Epoch milliseconds; messages of this time's second are not among them, unless it has begun. */
  readonly createdBefore?: number;
  /** Oldest first is Telerivet's own order. */
  readonly newestFirst?: boolean;
  /** At most 500. @default 50 */
  readonly pageSize?: number;
  /** Where the page begins: the last one's `next`, with the same filter. */
  readonly marker?: string;
}

export function messageQuery(filter: MessageFilter): URLSearchParams {
  const { createdFrom, createdBefore, newestFirst, pageSize } = filter;
  const parameters: Readonly<Record<string, string | number | undefined>> = {
    direction: filter.direction,
    source: filter.source,
    status: filter.status,
    message_type: filter.messageType,
    contact_id: filter.contactId,
    phone_id: filter.phoneId,
    broadcast_id: filter.broadcastId,
    external_id: filter.externalId,
    "time_created[min]": createdFrom === undefined ? undefined : Math.floor(createdFrom / 1_000),
    "time_created[max]": createdBefore === undefined ? undefined : Math.ceil(createdBefore / 1_000),
    sort_dir: newestFirst === true ? "desc" : undefined,
    page_size: pageSize,
    marker: filter.marker,
  };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) query.append(name, String(value));
  }
  return query;
}

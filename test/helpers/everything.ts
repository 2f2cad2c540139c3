import type { RecordStore, StoredRecord } from "../../src/relay/record-store";

/** All that a collection holds, page by page. */
export async function everything(
  store: Pick<RecordStore, "list">,
  collection: string,
): Promise<StoredRecord[]> {
  const all: StoredRecord[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await store.list(collection, cursor);
    all.push(...page.records);
    if (page.next === undefined) return all;
    cursor = page.next;
  }
}

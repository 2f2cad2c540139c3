import { deadlineIn } from "../../src/relay/deadline";
import type { JsonObject } from "../../src/relay/json";
import type { Page, TelerivetClient } from "../../src/telerivet/client";
import { findSent, lookUpSent } from "../../src/telerivet/find-sent";
import type { MessageFilter } from "../../src/telerivet/message-filter";

const message = (id: string, ref?: string, direction = "outgoing"): JsonObject => ({
  ...{ id, direction },
  vars: ref === undefined ? {} : { volt_relay_ref: ref },
});

describe("what a send of unknown outcome has made", () => {
  it.each([
    ["the message with the reference", [message("SM1", "r-0"), message("SM2", "r-1")], "SM2"],
    ["not an incoming one", [message("SM1", "r-1", "incoming")], undefined],
    ["not one without variables", [message("SM1"), { id: "SM2", direction: "outgoing" }], undefined],
    ["nothing among none", [], undefined],
  ])("is %s", (_case, messages, id) => {
    expect(findSent(messages, "r-1")?.id).toBe(id);
  });

  /** Pages of the list, each of which takes a second. */
  function listing(pages: readonly (readonly JsonObject[])[]) {
    let time = 1_700_000_000_000;
    const asked: MessageFilter[] = [];
    const client: Pick<TelerivetClient, "listMessages"> = {
      listMessages(filter): Promise<Page> {
        asked.push(filter);
        time += 1_000;
        const at = Number(filter.marker ?? 0);
        const last = at + 1 >= pages.length;
        return Promise.resolve({ items: pages[at] ?? [], ...(last ? {} : { next: String(at + 1) }) });
      },
    };
    const lookUp = (budgetMs: number) =>
      lookUpSent(
        client,
        "r-1",
        1_700_000_000_000,
        deadlineIn(budgetMs, () => time),
      );
    return { lookUp, asked };
  }

  it("is looked for page by page, among what the API sent at that time", async () => {
    const { lookUp, asked } = listing([[message("SM1")], [message("SM2", "r-1")], [message("SM3")]]);
    expect((await lookUp(8_000))?.id).toBe("SM2");
    expect(asked).toHaveLength(2);
    for (const filter of asked) {
      expect(filter).toMatchObject({
        ...{ direction: "outgoing", source: "api" },
        ...{ createdFrom: 1_699_999_995_000, createdBefore: 1_700_000_020_000 },
      });
    }
  });

  it("is nothing once all pages are seen", async () => {
    const { lookUp, asked } = listing([[message("SM1")], [message("SM2")]]);
    expect(await lookUp(8_000)).toBeUndefined();
    expect(asked).toHaveLength(2);
  });

  it("is not looked for beyond the time there is", async () => {
    const { lookUp, asked } = listing([[], [], [], [message("SM1", "r-1")]]);
    expect(await lookUp(2_000)).toBeUndefined();
    expect(asked).toHaveLength(2);
  });
});

import { MessageNotFoundError, ProviderUnreachableError } from "../../src/relay/errors";
import type { JsonObject } from "../../src/relay/json";
import type { InsightsUpdate } from "../../src/relay/update";
import type { TelerivetClient } from "../../src/telerivet/client";
import { mapTelerivetMessage } from "../../src/telerivet/mapper";
import { rereadFrom, truthFrom } from "../../src/telerivet/reread";

const resource = (status: string, at: number, more: JsonObject = {}): JsonObject => ({
  ...{ id: "SM1", direction: "outgoing", message_type: "sms", status, time_updated: at },
  ...more,
});

function updateOf(said: JsonObject): InsightsUpdate {
  const { update } = mapTelerivetMessage(said);
  if (update === undefined) throw new Error("Not for Insights");
  return update;
}

/** A client that knows this of the one message. */
function knowing(known: JsonObject | Error): Pick<TelerivetClient, "fetchMessage"> {
  return {
    fetchMessage: (id) =>
      known instanceof Error
        ? Promise.reject(known)
        : Promise.resolve({ resource: { ...known, id }, text: "" }),
  };
}

const NOT_FOUND = new MessageNotFoundError("No such message");
const DOWN = new ProviderUnreachableError("Down");

describe("the truth of a message", () => {
  const key = { provider: "telerivet", id: "SM1" };

  it("is what Telerivet's REST API says, in the settings' words", async () => {
    const truth = truthFrom(knowing(resource("sent", 5)), { provider: "android-gateway" });
    expect(await truth(key, 1_000)).toMatchObject({
      ...{ key, status: "sent", asOf: 5_000, payload: { provider: "android-gateway", status: "sent" } },
    });
  });

  it("is none where the message does not belong in Insights", async () => {
    const truth = truthFrom(knowing(resource("sent", 5, { message_type: "call" })), {});
    await expect(truth(key, 1_000)).rejects.toBeInstanceOf(MessageNotFoundError);
  });

  it.each([[NOT_FOUND], [DOWN]])("is not known where the API fails: %s", async (error) => {
    await expect(truthFrom(knowing(error), {})(key, 1_000)).rejects.toBe(error);
  });
});

describe("reading a message again", () => {
  it.each([
    ["a later status", resource("sent", 5), resource("delivered", 6), "delivered"],
    [
      "an earlier status at a later time: it was sent again",
      resource("failed", 5),
      resource("queued", 6),
      "queued",
    ],
    ["an API that is behind", resource("delivered", 6), resource("sent", 5), "delivered"],
    ["an API that is behind within a second", resource("delivered", 6), resource("sent", 6), "delivered"],
    ["a later status within a second", resource("sent", 6), resource("delivered", 6), "delivered"],
  ])("takes the newer of the two: %s", async (_case, heard, known, status) => {
    const reread = rereadFrom(knowing(known), {});
    expect((await reread(updateOf(heard), 1_000)).status).toBe(status);
  });

  it("keeps what only a webhook says", async () => {
    const said = resource("received", 5, { direction: "incoming", from_number: "5550123" });
    const heard = updateOf({ ...said, from_number_e164: "+15555550123" });
    expect(await rereadFrom(knowing(said), {})(heard, 1_000)).toBe(heard);
  });

  it("keeps what was heard of a message that Telerivet does not know", async () => {
    const heard = updateOf(resource("sent", 5));
    expect(await rereadFrom(knowing(NOT_FOUND), {})(heard, 1_000)).toBe(heard);
  });

  it("fails where Telerivet cannot be asked", async () => {
    await expect(rereadFrom(knowing(DOWN), {})(updateOf(resource("sent", 5)), 1_000)).rejects.toBe(DOWN);
  });
});

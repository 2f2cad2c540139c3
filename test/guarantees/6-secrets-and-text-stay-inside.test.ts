import { opsDrain } from "../../src/runtime/routes/ops-drain";
import { opsOutbox } from "../../src/runtime/routes/ops-outbox";
import { send } from "../../src/runtime/routes/send";
import { twilioInbound } from "../../src/runtime/routes/twilio-inbound";
import { twilioStatus } from "../../src/runtime/routes/twilio-status";
import { sandboxAccounts } from "../../src/sandbox/accounts";
import { drainRequest, inboundRequest, sendRequest, statusRequest } from "./world/requests";
import { createScene, DEAF, DOWN, LOST, SILENT, UNREACHABLE } from "./world/scene";

/**
 * Guarantee 6. Secrets and message text appear in no log, error, page or stored record; phone numbers are masked in logs.
 */
const KEY = "key-of-order-1001";
const TEXT = "Your code is 4711.";
const QUESTION = "Is my parcel 0815 lost?";
const { authToken, relayApiKey, voltApiToken } = sandboxAccounts;
const SECRETS = [KEY, "4711", "0815", authToken, relayApiKey, voltApiToken];

const FAULTS = Object.entries({ DOWN, SILENT, DEAF, LOST, UNREACHABLE });
const CASES = FAULTS.flatMap(([insights]) => FAULTS.map(([twilio]) => [insights, twilio] as const));
const faultOf = (name: string) => FAULTS.find(([known]) => known === name)?.[1] ?? {};

describe.each(["sync", "memory"] as const)("with a store (%s)", (kind) => {
  it.each(CASES)("nothing gets out when Insights is %s and Twilio %s", async (insights, twilio) => {
    const { ask, faults, lines, everStored, clock } = createScene(kind);
    faults.insights = faultOf(insights);
    const sent = await ask(send, sendRequest(TEXT, KEY));
    faults.twilio = faultOf(twilio);
    const sid = "SM000000000000000000000000000000aa";
    const replies = [
      await ask(send, sendRequest(TEXT, `${KEY} again`)),
      await ask(twilioStatus, statusRequest({ sid, status: "sent" })),
      await ask(twilioInbound, inboundRequest(sid, QUESTION)),
    ];
    await clock.advance(60_000);
    replies.push(await ask(opsDrain, drainRequest()));
    replies.push(await ask(opsOutbox, { headers: drainRequest().headers ?? {} }));

    expect(sent).toMatchObject({ status: 201 });
    expect(lines.length).toBeGreaterThan(3);
    for (const secret of SECRETS) {
      expect(lines.join("\n")).not.toContain(secret);
      expect(everStored(secret)).toBe(false);
      expect(JSON.stringify(replies)).not.toContain(secret);
    }
    expect(lines.join("\n")).not.toContain("+15550100123");
    expect(everStored("+15550100123")).toBe(false);
  });
});

import { send } from "../../src/runtime/routes/send";
import { twilioStatus } from "../../src/runtime/routes/twilio-status";
import { createClock } from "./world/clock";
import { inEveryOrder, playOut, steppedNetwork, type Possibility } from "./world/interleavings";
import { sendRequest, statusRequest } from "./world/requests";
import { createWorld, type SimulatedVisit } from "./world/world";

/**
 * A status callback may overtake the send's own post to Insights: Twilio calls back as soon as it has the message, often
 * before the relay has read Twilio's answer to the send.
 */
interface Race {
  readonly statuses: readonly string[];
  readonly grain: "one step" | "two steps";
  /** Which process answers the callbacks; the send is on A. */
  readonly callbacksOn: "A" | "others";
  /** Whether a callback is made only when the one before it is answered. */
  readonly callbacks: "in their order" | "in any order";
}

interface Finish {
  readonly shown: Readonly<Record<string, unknown>> | undefined;
  readonly happened: readonly string[];
  readonly posted: readonly string[];
}

async function run(
  { statuses, grain, callbacksOn, callbacks }: Race,
  choose: (from: readonly Possibility[]) => Possibility,
): Promise<Finish> {
  const stepped = steppedNetwork(grain);
  const world = createWorld({ clock: createClock(), network: stepped.network, store: "memory" });
  const a = world.startProcess("A");
  a.visit(send, sendRequest("Hello"));
  const progressed: string[] = [];
  const called: SimulatedVisit[] = [];

  function outside(): Possibility[] {
    const [message] = world.twilio.messages.values();
    if (message === undefined) return [];
    const { sid } = message;
    const next = statuses[progressed.length];
    const goOn = next === undefined ? [] : [advance(sid, next)];
    const due = progressed.filter((_, n) => called[n] === undefined && isDue(n));
    return [...goOn, ...due.map((status) => callback(sid, status))];
  }
  function advance(sid: string, status: string): Possibility {
    return {
      name: `Twilio: ${status}`,
      happen() {
        world.twilio.progress(sid, status);
        progressed.push(status);
      },
    };
  }
  function isDue(n: number): boolean {
    return callbacks === "in any order" || n === 0 || called[n - 1]?.ended !== undefined;
  }
  function callback(sid: string, status: string): Possibility {
    const n = statuses.indexOf(status);
    return {
      name: `callback: ${status}`,
      happen() {
        const process = callbacksOn === "A" ? a : world.startProcess(`B${n}`);
        called[n] = process.visit(twilioStatus, statusRequest({ sid, status }), [`${sid} ${status}`]);
      },
    };
  }

  const happened = await playOut(() => [...stepped.possibilities(), ...outside()], choose);
  const [shown] = world.insights.messages.values();
  return { shown, happened, posted: world.posts.map(({ status }) => status) };
}

async function failures(race: Race): Promise<{ orders: number; failed: string[] }> {
  const failed: string[] = [];
  const newest = race.statuses.at(-1);
  const orders = await inEveryOrder(async (choose) => {
    const { shown, happened } = await run(race, choose);
    // Only the whole Message has a uri: the send's own post must not be lost either.
    if (shown?.status !== newest || shown?.uri === undefined) failed.push(happened.join("\n"));
  });
  return { orders, failed };
}

describe("Insights ends with the newest status and the whole Message, in every order of the steps,", () => {
  it.each<[string, Race, number]>([
    [
      "when one callback overtakes the send on another instance",
      { statuses: ["delivered"], grain: "two steps", callbacksOn: "others", callbacks: "in their order" },
      500,
    ],
    [
      "when one callback overtakes the send on the same instance",
      { statuses: ["delivered"], grain: "two steps", callbacksOn: "A", callbacks: "in their order" },
      150,
    ],
    [
      "when several callbacks, each on another instance, overtake the send",
      {
        statuses: ["sent", "delivered"],
        grain: "one step",
        callbacksOn: "others",
        callbacks: "in their order",
      },
      1_000,
    ],
  ])("%s", async (_case, race, least) => {
    const { orders, failed } = await failures(race);
    expect(failed).toEqual([]);
    expect(orders).toBeGreaterThan(least);
  });
});

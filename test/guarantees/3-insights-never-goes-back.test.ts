import fc from "fast-check";
import type { HttpResponse } from "../../src/relay/http";
import { send } from "../../src/runtime/routes/send";
import { twilioStatus } from "../../src/runtime/routes/twilio-status";
import { createClock, settle } from "./world/clock";
import type { Exchange } from "./world/exchange";
import { inEveryOrder, playOut, steppedNetwork, type Possibility } from "./world/interleavings";
import { sendRequest, statusRequest } from "./world/requests";
import { createScene } from "./world/scene";
import { createWorld, type SimulatedVisit } from "./world/world";

/**
 * Guarantee 3. Insights never moves backwards because of the relay's own retries, nor because of what it posts of its own
 * accord: after a send, and from the outbox.
 *
 * A status callback may overtake the send's own post: Twilio calls back as soon as it has the message, often before the
 * relay has read Twilio's answer to the send.
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

/** A message that Twilio knows, and two instances that hear of its statuses. */
function twoCallbacks(refuse: (exchange: Exchange) => HttpResponse | undefined = () => undefined) {
  const stepped = steppedNetwork("one step", refuse);
  const clock = createClock();
  const world = createWorld({ clock, network: stepped.network, store: "memory" });
  const form = new URLSearchParams({ To: "+15550100123", From: "+15550100100", Body: "Hello" });
  const { sid } = world.twilio.create(form);
  const callBack = (name: string, status: string) => {
    world.twilio.progress(sid, status);
    world.startProcess(name).visit(twilioStatus, statusRequest({ sid, status }), [`${sid} ${status}`]);
  };
  const shown = () => world.insights.messages.get(sid)?.status;
  return { stepped, clock, callBack, shown };
}

it("a retry that a callback on another instance overtakes leaves Insights with the newest status, in every order", async () => {
  const orders = await inEveryOrder(async (choose) => {
    let refusals = 0;
    const isFirstPost = ({ upstream }: Exchange) => upstream === "insights" && ++refusals === 1;
    const { stepped, clock, callBack, shown } = twoCallbacks((exchange) =>
      isFirstPost(exchange) ? { status: 503, headers: {}, body: "" } : undefined,
    );
    callBack("A", "sent");
    await settle();
    stepped.possibilities().forEach(({ happen }) => void happen());
    const still = [
      { name: "A's pause is over", happen: () => clock.advance(200) },
      {
        name: "callback: delivered",
        happen() {
          callBack("B", "delivered");
        },
      },
    ];
    await playOut(
      () => [...stepped.possibilities(), ...still],
      (from) => {
        const chosen = choose(from);
        const place = still.findIndex(({ name }) => name === chosen.name);
        if (place !== -1) still.splice(place, 1);
        return chosen;
      },
    );
    expect(shown()).toBe("delivered");
  });
  expect(orders).toBeGreaterThan(10);
});

it("not promised: of two callbacks at once on two instances, each is posted once, as it says, and the last to arrive stays", async () => {
  const ends = new Set<unknown>();
  await inEveryOrder(async (choose) => {
    const { stepped, callBack, shown } = twoCallbacks();
    callBack("A", "sent");
    callBack("B", "delivered");
    const happened = await playOut(() => stepped.possibilities(), choose);
    expect(shown()).toBe(happened.at(-1)?.startsWith("A") === true ? "sent" : "delivered");
    ends.add(shown());
  });
  expect(ends).toEqual(new Set(["sent", "delivered"]));
});

it("one instance ends at the highest status, whatever the order of its callbacks, and passes on each rise", async () => {
  const statuses = ["queued", "sending", "sent", "delivered", "read"];
  const anyOrder = fc.array(fc.constantFrom(...statuses), { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(anyOrder, async (order) => {
      const { ask, insights, posts } = createScene("memory");
      const sid = "SM000000000000000000000000000000aa";
      for (const status of order) {
        expect(await ask(twilioStatus, statusRequest({ sid, status }))).toMatchObject({ status: 200 });
      }
      const heights = order.map((status) => statuses.indexOf(status));
      expect(insights.messages.get(sid)).toMatchObject({ status: statuses[Math.max(...heights)] });
      const posted = posts.map(({ status }) => statuses.indexOf(status));
      expect(posted).toEqual(posted.toSorted((a, b) => a - b));
    }),
    { seed: 1, numRuns: 100 },
  );
});

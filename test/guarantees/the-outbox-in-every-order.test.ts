import type { HttpResponse } from "../../src/relay/http";
import { opsDrain } from "../../src/runtime/routes/ops-drain";
import { twilioEvents } from "../../src/runtime/routes/twilio-events";
import { twilioStatus } from "../../src/runtime/routes/twilio-status";
import { createClock, settle } from "./world/clock";
import type { Exchange } from "./world/exchange";
import { inEveryOrder, playOut, steppedNetwork, type Possibility } from "./world/interleavings";
import { drainRequest, eventsRequest, statusRequest } from "./world/requests";
import { createWorld } from "./world/world";

/**
 * A drain works beside other drains and beside live traffic, and may end at any moment. Whatever the order of their steps,
 * Insights ends with the newest status.
 */
const HOUR = 3_600_000;
jest.setTimeout(60_000);
const REFUSED: HttpResponse = { status: 401, headers: {}, body: '{"message":"Unauthorized"}' };

/** A message that Twilio has sent, waiting in the outbox, and due. */
async function waiting() {
  let open = false;
  const refuse = ({ upstream, process }: Exchange) =>
    upstream === "insights" && process.name.startsWith("unlucky") && !open ? REFUSED : undefined;
  const stepped = steppedNetwork("one step", refuse);
  const clock = createClock();
  const world = createWorld({ clock, network: stepped.network, store: "memory" });
  const form = new URLSearchParams({ To: "+15550100123", From: "+15550100100", Body: "Hello" });
  const { sid } = world.twilio.create(form);

  const goOn = (status: string) => {
    world.twilio.progress(sid, status);
  };
  const callBack = (name: string, status: string) =>
    world.startProcess(name).visit(twilioStatus, statusRequest({ sid, status }), [`${sid} ${status}`]);
  const drain = (name: string) => world.startProcess(name).visit(opsDrain, drainRequest());
  /** Everything that an instance does, without anything in between. */
  async function atOnce(name: string): Promise<void> {
    for (;;) {
      await settle();
      const mine = stepped.possibilities().find((each) => each.name.startsWith(`${name}: `));
      if (mine === undefined) return;
      await mine.happen();
    }
  }

  goOn("sent");
  callBack("unlucky 0", "sent");
  await atOnce("unlucky 0");
  await clock.advance(HOUR);

  /** Drains until nothing is left, and says what Insights then has. */
  async function inTheEnd(): Promise<unknown> {
    open = true;
    for (let n = 0; n < 3 && (await world.contents("outbox")).length > 0; n++) {
      await clock.advance(2 * HOUR);
      drain(`last ${n}`);
      await atOnce(`last ${n}`);
    }
    expect(await world.contents("outbox")).toEqual([]);
    return world.insights.messages.get(sid)?.status;
  }
  return { ...{ world, stepped, sid, goOn, callBack, drain, atOnce, inTheEnd } };
}

type Waiting = Awaited<ReturnType<typeof waiting>>;

/** Plays a drain on A, and what else may happen once, in every order. */
function besideADrain(others: (at: Waiting, drainer: ReturnType<Waiting["drain"]>) => Possibility[]) {
  return inEveryOrder(async (choose) => {
    const at = await waiting();
    const left = new Set(others(at, at.drain("A")));
    const once = (possibility: Possibility): Possibility => ({
      name: possibility.name,
      happen() {
        left.delete(possibility);
        return possibility.happen();
      },
    });
    await playOut(() => [...at.stepped.possibilities(), ...[...left].map(once)], choose);
    expect(await at.inTheEnd()).toBe("delivered");
  });
}

it("a callback that gets through while a drain is at work", async () => {
  const orders = await besideADrain(({ goOn, callBack }) => [
    {
      name: "delivered",
      happen() {
        goOn("delivered");
        callBack("B", "delivered");
      },
    },
  ]);
  expect(orders).toBeGreaterThan(10);
});

it("a callback that is deferred while a drain is at work", async () => {
  const orders = await besideADrain(({ goOn, callBack }) => [
    {
      name: "delivered",
      happen() {
        goOn("delivered");
        callBack("unlucky 1", "delivered");
      },
    },
  ]);
  expect(orders).toBeGreaterThan(50);
});

it("another drain, while the first one dies", async () => {
  const orders = await besideADrain(({ goOn, callBack, drain, atOnce }, first) => [
    {
      name: "delivered",
      happen() {
        goOn("delivered");
        callBack("C", "delivered");
        return atOnce("C");
      },
    },
    {
      name: "A dies",
      happen() {
        first.process.kill();
      },
    },
    {
      name: "B drains",
      happen() {
        drain("B");
        return atOnce("B");
      },
    },
  ]);
  expect(orders).toBeGreaterThan(200);
});

it("events that are only a hint, and a callback that gets through beside them", async () => {
  const orders = await inEveryOrder(async (choose) => {
    const { world, stepped, sid, goOn, callBack, inTheEnd } = await waiting();
    const events = eventsRequest([{ sid, status: "sent" }], false);
    world.startProcess("A").visit(twilioEvents, events);
    let told = false;
    const delivered: Possibility = {
      name: "delivered",
      happen() {
        told = true;
        goOn("delivered");
        callBack("B", "delivered");
      },
    };
    await playOut(() => [...stepped.possibilities(), ...(told ? [] : [delivered])], choose);
    // What the outbox would put right is not counted on here.
    expect(world.insights.messages.get(sid)).toMatchObject({ status: "delivered" });
    expect(await inTheEnd()).toBe("delivered");
  });
  expect(orders).toBeGreaterThan(5);
});

it("two callbacks at once on one instance, whichever came first", async () => {
  for (const order of [
    ["sent", "delivered"],
    ["delivered", "sent"],
  ] as const) {
    await inEveryOrder(async (choose) => {
      const { world, stepped, sid, goOn } = await waiting();
      goOn("delivered");
      const process = world.startProcess("A");
      for (const status of order) process.visit(twilioStatus, statusRequest({ sid, status }));
      await playOut(() => stepped.possibilities(), choose);
      expect(world.insights.messages.get(sid)).toMatchObject({ status: "delivered" });
    });
  }
});

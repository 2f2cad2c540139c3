import { opsDrain } from "../../../src/runtime/routes/ops-drain";
import { sandboxAccounts } from "../../../src/sandbox/accounts";
import { createClock } from "./clock";
import { fatefulNetwork, type Fate } from "./fate";
import type { Plan } from "./plan";
import { drainRequest } from "./requests";
import { createStage, type Order, type Staged } from "./stage";
import { createWorld, type SimulatedVisit, type World } from "./world";

/** What was asked of the relay, beside what the world has seen. */
export interface Played extends Staged {
  readonly world: World;
  /** False where drain after drain found something left to do. */
  readonly quiet: boolean;
}

const OUT_OF_TIME_MS = 15_000;
/** Longer than any pause of an entry, and than any lease. */
const HOUR_MS = 61 * 60 * 1_000;
const MOST_DRAINS = 40;

/** Plays a plan to its end: faults over, instances thawed or gone, drains until nothing is left to do. */
export async function play(plan: Plan, order: Order): Promise<Played> {
  const fates: Fate[] = [...plan.fates];
  const clock = createClock();
  const network = fatefulNetwork(clock, () => fates.shift());
  const world = createWorld({ clock, network, store: plan.store });
  const stage = createStage(world, order);

  for (const step of plan.steps) {
    await clock.advance(step.afterMs);
    await stage.take(step);
  }

  await clock.advance(OUT_OF_TIME_MS);
  fates.length = 0;
  world.context.VOLT_API_TOKEN = sandboxAccounts.voltApiToken;
  stage.endFreezing(plan.frozen);
  await clock.advance(OUT_OF_TIME_MS);
  stage.repeatKeys();
  await clock.advance(OUT_OF_TIME_MS);
  const { sends, told } = stage;
  return { world, sends, told, quiet: await drainUntilQuiet(world) };
}

async function drainUntilQuiet(world: World): Promise<boolean> {
  const process = world.startProcess("drainer");
  let cursor: string | undefined;
  for (let drains = 0; drains < MOST_DRAINS; drains++) {
    if (cursor === undefined) {
      await world.clock.advance(HOUR_MS);
      if ((await world.contents("outbox")).length === 0) return true;
    }
    const order = cursor === undefined ? {} : { cursor };
    const { ended } = await finish(world, process.visit(opsDrain, drainRequest(order)));
    const result = JSON.parse(ended?.answer.body ?? "{}") as { cursor?: string };
    cursor = result.cursor;
  }
  return false;
}

/** Lets time pass until the visit has ended, or should have. */
export async function finish(world: World, visit: SimulatedVisit): Promise<SimulatedVisit> {
  for (let n = 0; n < 150 && visit.ended === undefined; n++) await world.clock.advance(100);
  return visit;
}

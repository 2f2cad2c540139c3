import type { Route } from "../../../src/runtime/route";
import type { SettingName } from "../../../src/runtime/settings";
import type { FunctionRequest } from "../../helpers/function-event";
import { createClock } from "./clock";
import type { Exchange, Upstream } from "./exchange";
import { fatefulNetwork, type Fate } from "./fate";
import { createWorld, type RelayProcess } from "./world";

type Fault = Partial<Fate> | ((exchange: Exchange) => Partial<Fate> | undefined);

/** It refuses for now: Insights and Twilio with 503, the store with 54009. */
export const DOWN: Partial<Fate> = { upstream: "refuses", refusal: 0 };
/** It does what it is asked, and its answer never comes. */
export const SILENT: Partial<Fate> = { answer: "never" };
/** It hears nothing and says nothing. */
export const DEAF: Partial<Fate> = { upstream: "ignores", thereMs: 1e9 };
/** It does what it is asked, and the connection breaks before it has answered. */
export const LOST: Partial<Fate> = { answer: "breaks" };
/** No connection to it comes about. */
export const UNREACHABLE: Partial<Fate> = { upstream: "ignores", answer: "breaks" };

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Record<string, unknown>;
  /** How long it took. */
  readonly ms: number;
}

/** A world for one story: faults that last until they are taken away, and instances by name. */
export function createScene(store: "memory" | "sync" = "sync") {
  const clock = createClock();
  const faults: Partial<Record<Upstream, Fault>> = {};
  const exchanges: Exchange[] = [];
  const network = fatefulNetwork(clock, (exchange) => {
    exchanges.push(exchange);
    const fault = faults[exchange.upstream];
    return typeof fault === "function" ? fault(exchange) : fault;
  });
  const world = createWorld({ clock, network, store });
  const processes = new Map<string, RelayProcess>();

  function process(name: string): RelayProcess {
    const known = processes.get(name);
    if (known !== undefined && known.state !== "dead") return known;
    const fresh = world.startProcess(name);
    processes.set(name, fresh);
    return fresh;
  }

  /** Asks an instance, and waits for the answer; undefined where none comes in a minute. */
  async function ask<Name extends SettingName>(
    route: Route<Name>,
    request: FunctionRequest,
    on = "A",
  ): Promise<Reply | undefined> {
    const visit = process(on).visit(route, request);
    for (let n = 0; n < 600 && visit.ended === undefined; n++) await clock.advance(100);
    if (visit.ended === undefined) return undefined;
    const { at, answer } = visit.ended;
    const { status, headers = {}, body } = answer;
    const isJson = answer.contentType === "application/json";
    return {
      ...{ status, headers, ms: at - visit.startedAt },
      body: isJson ? (JSON.parse(body) as Record<string, unknown>) : {},
    };
  }

  return { ...world, faults, exchanges, process, ask };
}

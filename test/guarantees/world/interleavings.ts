import type { HttpResponse } from "../../../src/relay/http";
import { settle } from "./clock";
import type { Exchange, Network } from "./exchange";

/** Something that could happen next. */
export interface Possibility {
  readonly name: string;
  readonly happen: () => void | Promise<void>;
}

/**
 * Plays a scene once for every order in which its possibilities can come about. A scene is given the choice again and again
 * until nothing is left to happen, and has to be the same each time it is begun.
 *
 * @returns how many orders there are
 */
export async function inEveryOrder(
  scene: (choose: (from: readonly Possibility[]) => Possibility) => Promise<void>,
): Promise<number> {
  let path: { readonly of: number; readonly taken: number }[] = [];
  for (let orders = 1; ; orders++) {
    let depth = 0;
    await scene((from) => {
      const known = path[depth];
      const taken = known?.taken ?? 0;
      if (known === undefined) path.push({ of: from.length, taken });
      depth++;
      const chosen = from[taken];
      if (chosen === undefined) throw new TypeError("The scene is not the same each time.");
      return chosen;
    });
    const last = path.findLastIndex(({ of, taken }) => taken + 1 < of);
    const turn = path[last];
    if (turn === undefined) return orders;
    path = [...path.slice(0, last), { ...turn, taken: turn.taken + 1 }];
  }
}

/** A network in which an exchange goes on only when it is chosen to. */
export interface SteppedNetwork {
  readonly network: Network;
  possibilities(): Possibility[];
}

/**
 * @param grain whether the arrival of a request and that of its answer are one step or two
 * @param refuse the answer to a request that its upstream does not act upon
 */
export function steppedNetwork(
  grain: "one step" | "two steps",
  refuse: (exchange: Exchange) => HttpResponse | undefined = () => undefined,
): SteppedNetwork {
  const waiting = new Set<Possibility>();

  function offer(name: string, what: () => void): void {
    const possibility = {
      name,
      happen() {
        waiting.delete(possibility);
        what();
      },
    };
    waiting.add(possibility);
  }

  function network(exchange: Exchange): void {
    const name = `${exchange.process.name}: ${exchange.what}`;
    offer(`${name} arrives`, () => {
      const refusal = refuse(exchange);
      const answer = refusal === undefined ? exchange.act() : exchange.instead(refusal);
      const answers = () => {
        exchange.answer(answer);
      };
      if (grain === "one step") answers();
      else offer(`${name} is answered`, answers);
    });
  }
  return { network, possibilities: () => [...waiting] };
}

/** Lets what is possible happen, one thing after the other, as it is chosen, until nothing is. @returns what happened */
export async function playOut(
  possibilities: () => readonly Possibility[],
  choose: (from: readonly Possibility[]) => Possibility,
): Promise<string[]> {
  const happened: string[] = [];
  for (;;) {
    await settle();
    const possible = possibilities();
    if (possible.length === 0) return happened;
    const { name, happen } = choose(possible);
    happened.push(name);
    await happen();
  }
}

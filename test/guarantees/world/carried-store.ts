import type { Deadline } from "../../../src/relay/deadline";
import { NetworkError, StoreUnavailableError } from "../../../src/relay/errors";
import type { RecordStore } from "../../../src/relay/record-store";
import { carried } from "./carried";
import type { Network } from "./exchange";
import type { SimulatedProcess } from "./process";

const TIMEOUT_MS = 2_000;

/** A store behind the network, with the limits that the real one has. `note` hears every text that is given to it. */
export function carriedStore(
  store: RecordStore,
  deadline: Deadline,
  network: Network,
  process: SimulatedProcess,
  note: (text: string) => void,
): RecordStore {
  async function ask<Result>(what: string, act: () => Promise<Result>): Promise<Result> {
    const timeoutMs = Math.min(TIMEOUT_MS, deadline.remainingMs());
    if (timeoutMs <= 0) throw new StoreUnavailableError("No time is left for the store.");
    let answer: { readonly result: Promise<Result> } | undefined;
    try {
      answer = await carried<typeof answer>(network, process, {
        ...{ upstream: "store", what, timeoutMs },
        act: () => ({ result: act() }),
        instead: () => undefined,
      });
    } catch (error) {
      if (!(error instanceof NetworkError)) throw error;
      throw new StoreUnavailableError("The store gave no answer in time.", { cause: error });
    }
    if (answer === undefined) throw new StoreUnavailableError("The store refused.");
    return answer.result;
  }

  return {
    create(collection, key, data, ttlSeconds) {
      note(`${key} ${JSON.stringify(data)}`);
      return ask(`create ${collection}`, () => store.create(collection, key, data, ttlSeconds));
    },
    read: (collection, key) => ask(`read ${collection}`, () => store.read(collection, key)),
    replace(collection, record, data, ttlSeconds) {
      note(`${record.key} ${JSON.stringify(data)}`);
      return ask(`replace ${collection}`, () => store.replace(collection, record, data, ttlSeconds));
    },
    remove: (collection, record) => ask(`remove ${collection}`, () => store.remove(collection, record)),
    list: (collection, cursor) => ask(`list ${collection}`, () => store.list(collection, cursor)),
  };
}

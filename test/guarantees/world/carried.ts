import type { HttpResponse } from "../../../src/relay/http";
import type { Exchange, Network } from "./exchange";
import type { SimulatedProcess } from "./process";

type Carried<Answer> = Pick<Exchange<Answer>, "upstream" | "what" | "timeoutMs" | "act"> & {
  readonly instead: (refusal: HttpResponse) => Answer;
};

/** Gives an exchange to the network, and its end to the process, whenever that runs. */
export function carried<Answer>(
  network: Network,
  process: SimulatedProcess,
  exchange: Carried<Answer>,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    network({
      ...exchange,
      process,
      answer: (answer) => {
        process.resume(() => {
          resolve(answer as Answer);
        });
      },
      fail: (error) => {
        process.resume(() => {
          reject(error);
        });
      },
    });
  });
}

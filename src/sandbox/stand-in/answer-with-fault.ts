import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Fault } from "./fault";
import type { Answer } from "./stand-in";

export interface Exchange {
  /** Does what the route does and gives what it would answer. */
  act: () => Promise<Answer>;
  answer: (answer: Answer) => void;
  response: ServerResponse;
  trickleMs: number;
  signal: AbortSignal;
}

/** Makes the fault happen to one exchange. Rejects when the stand-in is closed in the meantime. */
export async function answerWithFault(fault: Fault, exchange: Exchange): Promise<void> {
  const { act, answer, response, trickleMs, signal } = exchange;
  switch (fault) {
    case "reset":
      response.socket?.resetAndDestroy();
      return;
    case "lost":
      await act();
      response.socket?.destroy();
      return;
    case "hang":
      return;
    case "trickle":
      response.writeHead(200, { "content-type": "application/json" });
      response.flushHeaders();
      // White space keeps the body valid JSON so far: nothing but the clock tells that it will not end.
      while (!response.destroyed) {
        await sleep(trickleMs, undefined, { signal });
        response.write(" ");
      }
      return;
    default:
      if ("delayMs" in fault) {
        await sleep(fault.delayMs, undefined, { signal });
        answer(await act());
      } else {
        answer(fault);
      }
  }
}

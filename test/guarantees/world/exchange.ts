import type { NetworkError } from "../../../src/relay/errors";
import type { HttpResponse } from "../../../src/relay/http";
import type { SimulatedProcess } from "./process";

export type Upstream = "twilio" | "insights" | "store";

/** One request of the relay, on its way: whoever carries it decides what becomes of it. */
export interface Exchange<Answer = unknown> {
  readonly upstream: Upstream;
  readonly process: SimulatedProcess;
  readonly timeoutMs: number;
  /** What is asked for, to tell one exchange from another: `POST /data/messages/twilio`. */
  readonly what: string;
  /** The upstream does what it is asked. */
  readonly act: () => Answer;
  /** The answer as the upstream, or something on the way, would give it instead. */
  readonly instead: (refusal: HttpResponse) => Answer;
  /** Each of these reaches the relay once its process runs. */
  readonly answer: (answer: Answer) => void;
  readonly fail: (error: NetworkError) => void;
}

export type Network = (exchange: Exchange) => void;

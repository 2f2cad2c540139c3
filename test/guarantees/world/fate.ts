import fc from "fast-check";
import { NetworkError } from "../../../src/relay/errors";
import type { HttpResponse } from "../../../src/relay/http";
import type { Clock } from "./clock";
import type { Exchange, Network, Upstream } from "./exchange";

/** What becomes of one exchange, and of the process that waits for it. */
export interface Fate {
  readonly thereMs: number;
  readonly backMs: number;
  readonly upstream: "acts" | "refuses" | "ignores";
  /** Which of the upstream's refusals. */
  readonly refusal: number;
  readonly answer: "comes" | "breaks" | "never" | "garbled";
  readonly process: "lives" | "dies" | "freezes";
  readonly frozenMs: number;
}

/** What happens where nothing happens. */
const FINE: Fate = {
  ...{ thereMs: 10, backMs: 10, upstream: "acts", refusal: 0 },
  ...{ answer: "comes", process: "lives", frozenMs: 0 },
};

const json = (status: number, body: object, headers: Record<string, string> = {}): HttpResponse => ({
  status,
  headers,
  body: JSON.stringify(body),
});
const wait = (seconds: number) => ({ "retry-after": String(seconds) });

/** Refusals that are not for ever come first. None of them says anything false about a message. */
const REFUSALS: Readonly<Record<Upstream, readonly [HttpResponse, ...HttpResponse[]]>> = {
  insights: [
    json(503, { message: "Service Unavailable" }),
    json(429, { message: "Too Many Requests" }),
    json(429, { message: "Too Many Requests" }, wait(2)),
    json(429, { message: "Too Many Requests" }, wait(3_600)),
    json(500, { message: "Internal server error" }),
    json(401, { message: "Unauthorized" }),
    json(200, { statusCode: 500, body: "inside" }),
    json(400, { message: "Invalid status" }),
  ],
  twilio: [
    json(503, { code: 20503, message: "Service unavailable" }),
    json(429, { code: 20429, message: "Too many requests" }, wait(1)),
    json(500, { code: 20500, message: "Internal server error" }),
    json(400, { code: 21211, message: "Invalid 'To' Phone Number" }),
  ],
  store: [
    json(429, { code: 54009, message: "Rate limit exceeded", status: 429 }),
    json(503, { code: 20503, message: "Service unavailable", status: 503 }),
    json(500, { code: 20500, message: "Internal server error", status: 500 }),
  ],
};

/** Carries exchanges by the clock, each to its fate; where that does not say otherwise, all goes well. */
export function fatefulNetwork(
  clock: Clock,
  fateOf: (exchange: Exchange) => Partial<Fate> | undefined,
): Network {
  return (exchange) => {
    const fate = { ...FINE, ...fateOf(exchange) };
    const { thereMs, backMs } = fate;
    const timeout = () => {
      exchange.fail(new NetworkError("TIMEOUT", true));
    };
    // A request whose time is up before it arrives is withdrawn: see "late" in docs/guarantees.md.
    if (thereMs >= exchange.timeoutMs) {
      clock.after(exchange.timeoutMs, timeout);
      return;
    }
    clock.after(thereMs, () => {
      const answer = arrive(exchange, fate);
      disturb(exchange, fate, clock);
      const inTime = thereMs + backMs < exchange.timeoutMs && fate.answer !== "never";
      clock.after(inTime ? backMs : exchange.timeoutMs - thereMs, inTime ? answer : timeout);
    });
  };
}

/** @returns how the exchange ends, where it ends in time */
function arrive(exchange: Exchange, fate: Fate): () => void {
  const refusals = REFUSALS[exchange.upstream];
  const refusal = refusals[fate.refusal % refusals.length] ?? refusals[0];
  const breaks = (reason: string, mayHaveLeft: boolean) => () => {
    exchange.fail(new NetworkError(reason, mayHaveLeft));
  };
  if (fate.upstream === "ignores") {
    return fate.answer === "breaks" ? breaks("ECONNREFUSED", false) : breaks("ECONNRESET", true);
  }
  const answer = fate.upstream === "acts" ? exchange.act() : exchange.instead(refusal);
  switch (fate.answer) {
    case "breaks":
      return breaks("ECONNRESET", true);
    case "garbled":
      return () => {
        exchange.answer(exchange.instead({ status: 502, headers: {}, body: "<html>" }));
      };
    default:
      return () => {
        exchange.answer(answer);
      };
  }
}

function disturb({ process }: Exchange, fate: Fate, clock: Clock): void {
  if (fate.process === "dies") process.kill();
  if (fate.process === "freezes") {
    process.freeze();
    clock.after(fate.frozenMs, () => {
      process.thaw();
    });
  }
}

const delayMs = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 50 }) },
  { weight: 2, arbitrary: fc.integer({ min: 50, max: 1_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 1_000, max: 6_000 }) },
);

/** One of these, the first most often: what a failing example is reduced to. */
function mostly<Value>(usual: Value, weight: number, ...others: Value[]): fc.Arbitrary<Value> {
  return fc.oneof({ weight, arbitrary: fc.constant(usual) }, ...others.map((other) => fc.constant(other)));
}

export const anyFate: fc.Arbitrary<Fate> = fc.record(
  {
    thereMs: delayMs,
    backMs: delayMs,
    upstream: mostly<Fate["upstream"]>("acts", 6, "refuses", "ignores"),
    refusal: fc.nat(7),
    answer: mostly<Fate["answer"]>("comes", 12, "breaks", "never", "garbled"),
    process: mostly<Fate["process"]>("lives", 30, "dies", "freezes"),
    frozenMs: fc.constantFrom(500, 4_000, 70_000),
  },
  { noNullPrototype: true },
);

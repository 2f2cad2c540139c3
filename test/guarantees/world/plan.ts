import fc from "fast-check";
import { anyFate, type Fate } from "./fate";

/** One thing that happens, so long after the one before. Whatever it needs and is not there is passed over. */
export type Step = { readonly afterMs: number } & (
  | { readonly does: "send"; readonly on: number; readonly key: number | undefined }
  | { readonly does: "go on"; readonly message: number; readonly fails: boolean }
  | { readonly does: "call back"; readonly on: number; readonly report: number }
  | {
      readonly does: "report events";
      readonly on: number;
      readonly reports: readonly number[];
      readonly provable: boolean;
    }
  | { readonly does: "receive"; readonly on: number; readonly message: number }
  | { readonly does: "drain"; readonly on: number; readonly dead: boolean }
  | { readonly does: "change the token"; readonly right: boolean }
);

export interface Plan {
  readonly store: "memory" | "sync";
  readonly steps: readonly Step[];
  /** One for each exchange, in the order of their beginning. */
  readonly fates: readonly Fate[];
  /** What becomes of processes that are frozen when the faults end. */
  readonly frozen: "thawed" | "dropped";
}

export const PROCESSES = 3;

const on = fc.nat(PROCESSES - 1);
const some = fc.nat(7);
const afterMs = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 100 }) },
  { weight: 2, arbitrary: fc.integer({ min: 100, max: 4_000 }) },
  { weight: 1, arbitrary: fc.constantFrom(10_000, 35_000, 90_000) },
);

const does = <Word extends Step["does"]>(word: Word) => fc.constant(word);
const record = <Fields>(fields: { [Name in keyof Fields]: fc.Arbitrary<Fields[Name]> }) =>
  fc.record<Fields>(fields, { noNullPrototype: true });

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: record({ afterMs, does: does("send"), on, key: fc.constantFrom(undefined, undefined, 0, 1) }),
  },
  { weight: 7, arbitrary: record({ afterMs, does: does("go on"), message: some, fails: fc.boolean() }) },
  { weight: 9, arbitrary: record({ afterMs, does: does("call back"), on, report: some }) },
  {
    weight: 2,
    arbitrary: record({
      ...{ afterMs, does: does("report events"), on, provable: fc.boolean() },
      reports: fc.array(some, { minLength: 1, maxLength: 4 }),
    }),
  },
  { weight: 1, arbitrary: record({ afterMs, does: does("receive"), on, message: fc.nat(2) }) },
  { weight: 3, arbitrary: record({ afterMs, does: does("drain"), on, dead: fc.boolean() }) },
  { weight: 1, arbitrary: record({ afterMs, does: does("change the token"), right: fc.boolean() }) },
);

export const anyPlan: fc.Arbitrary<Plan> = fc.record(
  {
    store: fc.constantFrom<Plan["store"]>("memory", "sync"),
    steps: fc.array(anyStep, { minLength: 1, maxLength: 24, size: "max" }),
    fates: fc.array(anyFate, { maxLength: 60, size: "max" }),
    frozen: fc.constantFrom<Plan["frozen"]>("thawed", "dropped"),
  },
  { noNullPrototype: true },
);

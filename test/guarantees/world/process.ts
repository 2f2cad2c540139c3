import type { Clock } from "./clock";

/** What an instance of the relay runs in: it can be held up or ended at any moment. */
export interface SimulatedProcess {
  readonly name: string;
  readonly state: "running" | "frozen" | "dead";
  /** Whether it has ever been held up or ended. */
  readonly disturbed: boolean;
  /** Goes on with something, as soon as the process runs; never, where it is dead. */
  resume(what: () => void): void;
  freeze(): void;
  thaw(): void;
  kill(): void;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export function createProcess(name: string, clock: Clock): SimulatedProcess {
  let state: SimulatedProcess["state"] = "running";
  let disturbed = false;
  let held: (() => void)[] = [];

  function resume(what: () => void): void {
    if (state === "running") what();
    else if (state === "frozen") held.push(what);
  }

  return {
    name,
    get state() {
      return state;
    },
    get disturbed() {
      return disturbed;
    },
    resume,
    freeze() {
      if (state !== "running") return;
      state = "frozen";
      disturbed = true;
    },
    thaw() {
      if (state !== "frozen") return;
      state = "running";
      const waiting = held;
      held = [];
      for (const what of waiting) resume(what);
    },
    kill() {
      state = "dead";
      disturbed = true;
      held = [];
    },
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const callOff = clock.after(ms, () => {
          resume(resolve);
        });
        signal?.addEventListener("abort", () => {
          callOff();
          reject(new Error("called off"));
        });
      }),
  };
}

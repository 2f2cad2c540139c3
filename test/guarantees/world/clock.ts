export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Does something when that much time has passed. @returns the way to call it off */
  after(ms: number, what: () => void): () => void;
  /** Lets time pass, and everything happen that falls into it, one thing after the other. */
  advance(ms: number): Promise<void>;
}

interface Appointment {
  readonly at: number;
  readonly what: () => void;
}

/** Lets everything go on that waits for nothing outside of this process. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** A clock that moves only when it is told to. What falls on one moment happens in the order in which it was asked for. */
export function createClock(startMs = Date.UTC(2026, 0, 1)): Clock {
  let time = startMs;
  let appointments: Appointment[] = [];

  function next(untilMs: number): Appointment | undefined {
    let first: Appointment | undefined;
    for (const each of appointments) if (first === undefined || each.at < first.at) first = each;
    return first !== undefined && first.at <= untilMs ? first : undefined;
  }
  function drop(appointment: Appointment): void {
    appointments = appointments.filter((each) => each !== appointment);
  }

  return {
    now: () => time,
    after(ms, what) {
      const appointment = { at: time + Math.max(0, ms), what };
      appointments.push(appointment);
      return () => {
        drop(appointment);
      };
    },
    async advance(ms) {
      const end = time + ms;
      await settle();
      for (let due = next(end); due !== undefined; due = next(end)) {
        drop(due);
        time = due.at;
        due.what();
        await settle();
      }
      time = end;
    },
  };
}

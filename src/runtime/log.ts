import { maskNumbers } from "../relay/mask";

export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Log {
  /** One JSON line. Only ids, statuses, counts and codes: never a secret, never a message's text. */
  info(event: string, fields?: LogFields): void;
  /** A fault that an operator has to cure. Twilio's Debugger shows it too, so it is said once in a while, with a count. */
  alarm(event: string, fields?: LogFields): void;
}

const ALARM_WINDOW_MS = 60_000;

/** @param write takes the line; `alarming` ones belong on the error stream */
export function createLog(write: (line: string, alarming: boolean) => void, now: () => number): Log {
  const alarms = new Map<string, { until: number; unsaid: number }>();

  function line(level: "info" | "error", event: string, fields: LogFields): string {
    return maskNumbers(JSON.stringify({ time: new Date(now()).toISOString(), level, event, ...fields }));
  }

  return {
    info(event, fields = {}) {
      write(line("info", event, fields), false);
    },
    alarm(event, fields = {}) {
      const last = alarms.get(event);
      if (last !== undefined && now() < last.until) {
        last.unsaid++;
        return;
      }
      alarms.set(event, { until: now() + ALARM_WINDOW_MS, unsaid: 0 });
      write(line("error", event, { ...fields, ...(last?.unsaid ? { repeated: last.unsaid } : {}) }), true);
    },
  };
}

export const SILENT: Log = { info: () => undefined, alarm: () => undefined };

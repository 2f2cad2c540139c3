import { createLogUpdate } from "log-update";
import type { Size } from "./view";

export interface Screen {
  /** Writes lines that stay. */
  write: (...lines: string[]) => void;
  /** Tells that the panel may have changed. */
  refresh: () => void;
  /** Takes the panel away and gives the terminal back as it was. */
  close: () => void;
}

/** Lines, and nothing else. */
export function plainScreen(stream: NodeJS.WritableStream): Screen {
  return {
    write: (...lines) => stream.write(lines.map((line) => `${line}\n`).join("")),
    refresh: () => undefined,
    close: () => undefined,
  };
}

/** Redrawing more often than this only flickers. */
const FRAME_MS = 40;

/** Lines that scroll by, and below them a panel that always shows the present state. */
export function liveScreen(stream: NodeJS.WriteStream, panel: (size: Size) => string[]): Screen {
  const update = createLogUpdate(stream);
  let waiting: string[] = [];
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  function flush() {
    // Past log-update, which would break what is longer than a line: a curl call has to stay one.
    stream.write(waiting.map((line) => `${line}\n`).join(""));
    waiting = [];
  }

  function draw() {
    timer = undefined;
    if (waiting.length > 0) {
      update.clear();
      flush();
    }
    update(panel({ columns: stream.columns, rows: stream.rows }).join("\n"));
  }
  const refresh = () => {
    timer ??= setTimeout(draw, FRAME_MS);
  };
  stream.on("resize", refresh);

  return {
    write: (...lines) => {
      waiting.push(...lines);
      if (closed) flush();
      else refresh();
    },
    refresh,
    close: () => {
      clearTimeout(timer);
      stream.off("resize", refresh);
      closed = true;
      update.clear();
      flush();
      update.done();
    },
  };
}

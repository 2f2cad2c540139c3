/** Which entries of the outbox this process has made, and when each is due (epoch milliseconds). A hint, never the truth. */
export type Waiting = Map<string, number>;

/** Some 150 bytes each. What is not remembered here is found by the scheduled drain. */
const MOST = 1_000;

export function remember(waiting: Waiting, key: string, due: number): void {
  if (waiting.size < MOST) waiting.set(key, due);
}

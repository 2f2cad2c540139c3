import { freePort, isListening } from "../relay-process/free-port";

/** The wanted port, or any free one where somebody has it already. */
export async function preferredPort(wanted: number): Promise<number> {
  // Not every system refuses to listen on all interfaces where somebody listens on one of them.
  if (await isListening(wanted)) return freePort();
  return freePort(wanted).catch(() => freePort());
}

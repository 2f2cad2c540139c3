/** What the sandbox's hook replies to, and how: see ../example-hooks.ts. */
export const JOIN = "JOIN";
export const WELCOME = "Welcome! Send STOP to leave.";

/** How often the hook has run for it, by what it prints. */
export function joinsIn(output: readonly string[]): number {
  return output.filter((line) => line.startsWith('{"event":"member_joined"')).length;
}

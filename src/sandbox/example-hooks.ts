import type { Hooks } from "../relay/hooks";
import { reply } from "../relay/reply";

/** What stands in the place of src/hooks.ts where the sandbox shows replies: the same for every provider. */
export const hooks: Hooks = {
  onIncomingMessage({ body }) {
    if (body?.trim().toUpperCase() !== "JOIN") return;
    return reply("Welcome! Send STOP to leave.").variable("contact.vars.member", true);
  },
};

import type { Hooks } from "../relay/hooks";
import { reply } from "../relay/reply";

/** What stands in the place of src/hooks.ts where the sandbox shows replies: the same for every provider. */
export const hooks: Hooks = {
  onIncomingMessage({ body, provider, id }) {
    if (body?.trim().toUpperCase() !== "JOIN") return;
    // eslint-disable-next-line no-console -- what a hook prints is in the service's log
    console.log(JSON.stringify({ event: "member_joined", provider, id }));
    return reply("Welcome! Send STOP to leave.").variable("contact.vars.member", true);
  },
};

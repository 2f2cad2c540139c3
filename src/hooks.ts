import type { Hooks } from "./relay/hooks";

/**
 * Your own code goes here: what to do when a message comes in, changes its status, or anything else is reported.
 * docs/hooks.md explains what a hook receives, when it runs, and how `RetryLater` makes a source come again.
 */
export const hooks: Hooks = {
  // async onIncomingMessage(message) {},
  // async onStatus(message) {},
  // async onEvent(event) {},
};

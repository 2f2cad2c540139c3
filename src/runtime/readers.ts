import { ConfigurationError } from "../relay/errors";
import type { Reread, Truth } from "../relay/reread";
import type { Instance } from "./instance";
import type { Context } from "./platform";

/** How a provider's messages are read again. */
export interface Reader {
  readonly truth: Truth;
  readonly reread: Reread;
}

/**
 * By the provider's name in a message's key. A function has those that it needs: what is bundled costs every cold start. A
 * provider's settings are looked at when one of its messages is to be read: who has no Telerivet needs none of them.
 */
export type Readers = Readonly<Record<string, (context: Context, instance: Instance) => Reader>>;

/** Reads messages of any of these providers. */
export function readerOfAll(readers: Readers, context: Context, instance: Instance): Reader {
  const readerOf = (provider: string): Reader => {
    const reader = Object.hasOwn(readers, provider) ? readers[provider] : undefined;
    if (reader === undefined) throw new ConfigurationError(`No messages of "${provider}" can be read here.`);
    return reader(context, instance);
  };
  return {
    truth: async (key, timeoutMs) => readerOf(key.provider).truth(key, timeoutMs),
    reread: async (update, timeoutMs) => readerOf(update.key.provider).reread(update, timeoutMs),
  };
}
